//! Reads a file of a rule: what the rule is called, which kinds of findings it reports, and which it asks for.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

/// What is to be known of a file that has a rule.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleFile {
    /// The type that is the rule.
    pub(crate) rule: String,
    /// The kinds of findings whose facts it declares, or takes from a file without a rule with `pub use`.
    pub(crate) kinds: Vec<String>,
    /// The parts of their facts that have forms of their own.
    pub(crate) parts: Vec<String>,
    /// Every kind that the file names.
    pub(crate) named: BTreeSet<String>,
}

impl RuleFile {
    /// Reads the text of a file; `None` if there is no `impl Rule for …` in it.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>, String> {
        let mut file = Self::default();
        file.read(text.parse().map_err(|fault| format!("{fault}"))?);
        match (file.rule.is_empty(), file.kinds.is_empty()) {
            (true, _) => Ok(None),
            (false, false) => Ok(Some(file)),
            (false, true) => {
                Err(format!("the rule {} reports nothing: declare the `facts!` of a kind", file.rule))
            }
        }
    }

    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let text = |offset: usize| tokens.get(at + offset).map(ToString::to_string).unwrap_or_default();
            if let TokenTree::Group(group) = token {
                self.read(group.stream());
            } else if text(0) == "impl" && text(1) == "Rule" && text(2) == "for" {
                self.rule = text(3);
            } else if text(0) == "FindingKind" && text(1) == ":" && text(2) == ":" {
                self.named.insert(text(3));
            } else if text(0) == "pub" && text(1) == "use" {
                let path = tokens.iter().skip(at).map(ToString::to_string).take_while(|word| word != ";");
                self.kinds.extend(path.last());
            } else if text(0) == "facts"
                && text(1) == "!"
                && let Some(TokenTree::Group(group)) = tokens.get(at + 2)
            {
                self.declare(group.stream());
            }
        }
    }

    /// Takes in what a `facts!` declares.
    fn declare(&mut self, tokens: TokenStream) {
        let mut words = tokens.into_iter().filter_map(|token| match token {
            TokenTree::Ident(word) => Some(word.to_string()),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        });
        match (words.next().as_deref(), words.next()) {
            (Some("struct" | "enum"), Some(kind)) => self.kinds.push(kind),
            (Some("part"), Some(part)) => self.parts.push(part),
            _ => {}
        }
    }
}

/// The files, each after those whose kinds it names.
pub(crate) fn in_order(mut files: BTreeMap<String, RuleFile>) -> Result<Vec<(String, RuleFile)>, String> {
    let mut ordered = Vec::new();
    while !files.is_empty() {
        let is_next = |(name, file): &(&String, &RuleFile)| {
            let mut others = files.iter().filter(|(other, _)| other != name);
            others.all(|(_, other)| !file.named.iter().any(|kind| other.kinds.contains(kind)))
        };
        let next = files.iter().find(is_next).map(|(name, _)| name.clone());
        let Some((name, file)) = next.and_then(|name| files.remove_entry(&name)) else {
            let names: Vec<&str> = files.keys().map(String::as_str).collect();
            return Err(format!("each of {} asks for findings of another of them", names.join(", ")));
        };
        ordered.push((name, file));
    }
    Ok(ordered)
}
