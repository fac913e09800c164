//! What can lie over everything else until it is closed.

use taskscope_tell::Concept;

/// A dialog; at most one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The keys and what they do.
    Keys,
    /// The text that shows this view in another page.
    Embed,
    /// What the words of the page mean, at a word that was asked for.
    Glossary(Option<Concept>),
}
