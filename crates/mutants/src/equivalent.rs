//! The mutants that behave as the original does, each with its reason.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};

/// The list: a mutant's name, a space and the reason, one a line. Lines of comments begin with `#`.
pub(crate) const FILE: &str = "crates/mutants/equivalent.txt";

/// Reads the list: reasons by names.
///
/// # Errors
///
/// If a line has no reason.
pub(crate) fn parsed(text: &str) -> Result<BTreeMap<String, String>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, reason) = line.split_once(' ').with_context(|| format!("`{line}` gives no reason"))?;
            ensure!(reason.len() > 10, "`{line}` gives no reason");
            Ok((name.to_owned(), reason.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_of_the_list_has_a_reason() {
        let list = parsed(include_str!("../equivalent.txt")).unwrap();
        assert!(list.keys().all(|name| name.len() == 10));
        assert!(parsed("0123456789").is_err());
    }
}
