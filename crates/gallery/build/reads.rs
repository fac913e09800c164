//! Which knobs a program reads, and as what.

use std::collections::BTreeSet;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{LitStr, parse2};
use taskscope_lessons::KnobKind;

/// A knob that is read by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) knob: String,
    pub(crate) kind: KnobKind,
    /// The line of the program, from 1.
    pub(crate) line: usize,
}

/// How a knob is read, and which kind of knob in this way.
pub(crate) const METHODS: [(&str, KnobKind); 3] =
    [("duration", KnobKind::Milliseconds), ("count", KnobKind::Count), ("is_on", KnobKind::Switch)];

/// What a file says of knobs, macros included, which is why its tokens are looked at and not its syntax tree.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    /// Every `.duration("…")`, `.count("…")` and `.is_on("…")`.
    pub(crate) by_name: Vec<Read>,
    /// Every string there is: the name of a knob can also come from a table.
    pub(crate) strings: BTreeSet<String>,
}

/// What a file says of knobs.
///
/// # Errors
/// If the text has no tokens of Rust.
pub(crate) fn reads(text: &str) -> syn::Result<Reads> {
    let mut reads = Reads::default();
    collect(TokenStream::from_str(text)?, &mut reads);
    Ok(reads)
}

fn collect(tokens: TokenStream, reads: &mut Reads) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for three in tokens.windows(3) {
        if let [TokenTree::Punct(dot), TokenTree::Ident(method), TokenTree::Group(arguments)] = three
            && dot.as_char() == '.'
            && arguments.delimiter() == Delimiter::Parenthesis
            && let Some((_, kind)) = METHODS.iter().find(|(name, _)| method == name)
            && let Ok(knob) = parse2::<LitStr>(arguments.stream())
        {
            reads.by_name.push(Read { knob: knob.value(), kind: *kind, line: method.span().start().line });
        }
    }
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), reads),
            TokenTree::Literal(literal) => {
                reads.strings.extend(
                    parse2::<LitStr>(TokenTree::from(literal).into()).ok().map(|string| string.value()),
                );
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knobs_are_found_in_code_and_in_macros_and_nothing_else_is_one() {
        let text = "fn bad() {\n    sleep(knobs.duration(\"rest\"));\n    println!(\"{}\", knobs.count(\"parts\"));\n    \
                    if self.knobs.is_on(\"wait\") { lines.count() }\n    other(\"duration\").count(name)\n}\n";
        let read = |knob: &str, kind, line| Read { knob: knob.to_owned(), kind, line };
        let expected = [
            read("rest", KnobKind::Milliseconds, 2),
            read("parts", KnobKind::Count, 3),
            read("wait", KnobKind::Switch, 4),
        ];
        let mut found = reads(text).expect("this is Rust");
        found.by_name.sort_by_key(|read| read.line);
        assert_eq!(found.by_name, expected);
        let strings: Vec<_> = found.strings.iter().map(String::as_str).collect();
        assert_eq!(strings, ["duration", "parts", "rest", "wait", "{}"]);
    }
}
