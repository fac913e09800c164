//! The texts that stand in the code of the page, rather than in the catalogue.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Attributes whose values are read to or by the visitor.
const READ: [&str; 6] = ["alt", "aria-description", "aria-label", "aria-valuetext", "placeholder", "title"];

/// Every literal in a file that a visitor may read, as far as its place or its looks tell.
pub(crate) fn texts_in(path: &Path) -> Vec<String> {
    let code = std::fs::read_to_string(path).expect("it is text");
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let stream: TokenStream = code.parse().expect("it is Rust");
    let mut found = Vec::new();
    collect(stream, false, &mut found);
    found
}

/// What stands before a literal decides: nobody reads classes, keys of the DOM and the reasons of `expect`.
fn collect(stream: TokenStream, is_markup: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let before = tokens.get(..index).unwrap_or_default();
        match token {
            TokenTree::Group(group) => {
                let is_comment = group.delimiter() == Delimiter::Bracket
                    && (ends_in(before, &["#"]) || ends_in(before, &["#", "!"]));
                let is_value = attribute(before).is_some_and(|name| is_markup && !is_read(&name));
                if is_comment || is_value || ends_in(before, &["expect"]) {
                    continue;
                }
                let is_markup = is_markup || ends_in(before, &["html", "!"]);
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                match inside.as_slice() {
                    [TokenTree::Literal(only)] if is_markup && group.delimiter() == Delimiter::Brace => {
                        found.extend(text_of(only).filter(|text| has_word(text)));
                    }
                    _ => collect(group.stream(), is_markup, found),
                }
            }
            TokenTree::Literal(literal) => {
                let is_text = |text: &String| match attribute(before).filter(|_| is_markup) {
                    Some(name) => is_read(&name) && has_word(text),
                    None => looks_read(text),
                };
                found.extend(text_of(literal).filter(is_text));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn ends_in(tokens: &[TokenTree], last: &[&str]) -> bool {
    let from = tokens.len().saturating_sub(last.len());
    tokens.get(from..).is_some_and(|end| end.iter().map(ToString::to_string).eq(last.iter().copied()))
}

/// The attribute that a literal is the value of: `aria-label="…"`.
fn attribute(before: &[TokenTree]) -> Option<String> {
    let (equals, before) = before.split_last()?;
    (equals.to_string() == "=").then_some(())?;
    let is_part = |token: &&TokenTree| matches!(token, TokenTree::Ident(_)) || token.to_string() == "-";
    let mut parts: Vec<String> = Vec::new();
    for token in before.iter().rev().take_while(is_part) {
        // Two names in a row are two things.
        if parts.last().is_some_and(|last| last != "-") && token.to_string() != "-" {
            break;
        }
        parts.push(token.to_string());
    }
    parts.reverse();
    Some(parts.concat())
}

/// Whether a visitor may read the value of an attribute, or what an event does.
fn is_read(attribute: &str) -> bool {
    READ.contains(&attribute) || attribute.starts_with("on")
}

fn text_of(literal: &proc_macro2::Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

/// The words of a text, without what `format!` puts in.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for (index, part) in text.split('{').enumerate() {
        plain.push_str(if index == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) });
        plain.push('\u{0}');
    }
    let words = plain.split(|letter: char| !letter.is_alphabetic() && letter != '\'');
    // Paths of pictures have letters, too.
    let is_word = |word: &&str| {
        let mut rest = word.chars().skip(1).peekable();
        rest.peek().is_some() && (rest.all(char::is_lowercase) || word.chars().all(char::is_uppercase))
    };
    words.filter(is_word).map(str::to_owned).collect()
}

fn has_word(text: &str) -> bool {
    !words(text).is_empty()
}

/// Names of classes and events are one word in lower case; what is read has a space between words, or a capital.
fn looks_read(text: &str) -> bool {
    let has_capital = text.chars().next().is_some_and(char::is_uppercase);
    has_word(text) && (has_capital || (words(text).len() > 1 && text.contains(' ')))
}
