//! Splits Rust source into coloured pieces, with the lexer of the Rust compiler.

use std::iter;

use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

use crate::class::Class;
use crate::reads::METHODS;

/// The pieces of one line, from left to right. Neighbours differ in class.
pub(crate) type LineSpans = Vec<(Class, String)>;

const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false",
    "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
    "self", "Self", "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while",
];

/// The pieces of every line of `text`.
pub(crate) fn highlight(text: &str) -> Vec<LineSpans> {
    let mut lines = vec![LineSpans::new()];
    let tokens = tokens(text);
    let mut index = 0;
    while let Some(&(kind, token)) = tokens.get(index) {
        let rest = &tokens[index..];
        if let Some(count) = knob_at(rest) {
            let read: String = rest.iter().take(count).map(|&(_, token)| token).collect();
            append(&mut lines, Class::Knob, &read);
            index += count;
            continue;
        }
        let next = rest.get(1).map(|&(kind, _)| kind);
        append(&mut lines, classify(kind, token, next), token);
        index += 1;
    }
    lines
}

/// How many tokens read a knob here: names with a dot between, a [method](METHODS) with the knob's name, all on one line.
/// `None` if nothing is read. The two dots of a range are no part of it.
fn knob_at(tokens: &[(TokenKind, &str)]) -> Option<usize> {
    let in_turns = [TokenKind::Ident, TokenKind::Dot].into_iter().cycle();
    let chain = tokens.iter().zip(in_turns).take_while(|((kind, _), expected)| kind == expected).count();
    let method = tokens.get(chain.checked_sub(1)?).filter(|_| chain >= 3)?;
    let is_read = METHODS.iter().any(|(name, _)| *name == method.1);
    let [open, name, close] = tokens.get(chain..chain + 3)? else { return None };
    let is_call = matches!(
        (open.0, name.0, close.0),
        (TokenKind::OpenParen, TokenKind::Literal { .. }, TokenKind::CloseParen)
    );
    (is_read && is_call && name.1.starts_with('"')).then_some(chain + 3)
}

fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
    let mut rest = text;
    tokenize(text, FrontmatterAllowed::No)
        .map(|token| {
            let (token_text, after) = rest.split_at(token.len as usize);
            rest = after;
            (token.kind, token_text)
        })
        .collect()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of the lexer's 50 kinds, those with no colour of their own"
)]
fn classify(kind: TokenKind, text: &str, next: Option<TokenKind>) -> Class {
    match kind {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => Class::Comment,
        TokenKind::Literal { .. } => Class::Literal,
        TokenKind::Ident if KEYWORDS.contains(&text) => Class::Keyword,
        // A capital starts a type or a variant, which take arguments without being functions.
        TokenKind::Ident if text.starts_with(char::is_uppercase) => Class::Plain,
        TokenKind::Ident if matches!(next, Some(TokenKind::OpenParen | TokenKind::Bang)) => Class::Function,
        _ => Class::Plain,
    }
}

/// Adds a token to the last line, and new lines where the token breaks.
fn append(lines: &mut Vec<LineSpans>, class: Class, token: &str) {
    let breaks = iter::once(false).chain(iter::repeat(true));
    for (part, is_new_line) in token.split('\n').zip(breaks) {
        if is_new_line {
            lines.push(LineSpans::new());
        }
        let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) else { continue };
        match line.last_mut() {
            Some((last, text)) if *last == class => text.push_str(part),
            _ => line.push((class, part.to_owned())),
        }
    }
}
