//! Texts of a document: what XML allows, and no wider than there is room.

use crate::Cut;

/// The text as it can stand between tags. What XML can't say is shown as a character that stands for
/// it: the rules are those of `Char` in XML 1.0, section 2.2.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' => escaped.push('\n'),
            '\t' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The text, or as much of it as fits into a width together with an ellipsis.
pub(super) fn cut(text: &str, (size, is_bold): (f64, bool), width: f64, cut: Cut) -> String {
    let room = width / size / if is_bold { BOLD } else { 1.0 };
    let fits = |text: &str| text.chars().map(advance).sum::<f64>() <= room;
    if text.is_empty() || fits(text) {
        return text.to_owned();
    }
    let counts: Vec<usize> = (1..text.chars().count()).collect();
    let kept = counts.partition_point(|&count| fits(&cut.shorten(text, count)));
    cut.shorten(text, kept)
}

/// How much wider bold letters are.
const BOLD: f64 = 1.12;

/// Roughly how far a character reaches, in font sizes: as in `DejaVu` Sans, the widest of the usual fonts, so that what
/// fits by this fits on every machine.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '·' | '’' => 0.32,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.99,
        'A'..='Z' => 0.76,
        ' '..='~' => 0.64,
        // Scripts in which a character fills a square, and pictures.
        '\u{1100}'.. => 1.0,
        _ => 0.7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markup() {
        assert_eq!(escaped("a<b> & \"c\""), "a&lt;b&gt; &amp; \"c\"");
        assert_eq!(escaped("bell\u{7}, null\0, \u{ffff}"), "bell\u{fffd}, null\u{fffd}, \u{fffd}");
    }

    #[test]
    fn a_text_that_fits_stays_whole() {
        assert_eq!(cut("waiting · 3 futures", (11.0, false), 122.0, Cut::End), "waiting · 3 futures");
        assert_eq!(cut("", (11.0, false), -5.0, Cut::End), "");
    }

    #[test]
    fn a_text_that_does_not_fit_ends_with_an_ellipsis_even_where_nothing_fits() {
        assert_eq!(cut("waiting for the others", (11.0, false), 60.0, Cut::End), "waiting…");
        assert_eq!(cut("waiting", (11.0, false), 3.0, Cut::End), "…");
        assert_eq!(cut("等等等等", (10.0, false), 30.0, Cut::End), "等等…");
        let wide = |is_bold| cut("mmmmmmmm", (12.0, is_bold), 60.0, Cut::End);
        assert!(wide(true).len() < wide(false).len());
    }

    #[test]
    fn names_that_differ_at_their_ends_are_cut_in_the_middle() {
        let [one, other] = ["producer number 19", "producer number 190"]
            .map(|name| cut(name, (11.0, false), 70.0, Cut::Middle));
        assert!(one.contains('…') && one.ends_with("19") && other.ends_with("190"), "{one} {other}");
    }
}
