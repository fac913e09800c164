//! The told run of a variant in its demo's pack.

use taskscope_gallery::{Demo, Variant};
use taskscope_session::poster::{Opening, question, sentences};

use super::picture::session;

/// The run in sentences as far as the playground shows it when it opens, with its question; empty where no two runs are
/// the same.
pub(super) fn told(demo: &'static Demo, variant: &'static Variant) -> String {
    /// More are read only by those who have the app.
    const MOST: usize = 40;
    let session = session(demo, variant, Opening::Playground);
    session.map_or_else(String::new, |session| sentences(&session, MOST) + &question(&session))
}
