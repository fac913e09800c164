//! Finds demos by words: in their titles, in everything that their lessons say, and in their sources.

use std::cmp::Reverse;
use std::ops::Range;

use taskscope_tell::{Sought, finding_title, has_word, say};

use super::{Demo, all, prose};

/// A demo that has the words that are looked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The demo.
    pub demo: &'static Demo,
    /// Its title.
    pub title: Marked,
    /// The best other place that has the words; `None` if only the title has them.
    pub place: Option<(Whence, Marked)>,
}

/// A text in pieces, each with whether it is one of the words that are looked for.
pub type Marked = Vec<(String, bool)>;

/// Where in a demo a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// In its title.
    Title,
    /// In the name of a finding that it has.
    Finding,
    /// In the name of a finding that it has under other rules or with other knobs.
    MayFind,
    /// In the title of its section.
    Section,
    /// In what to watch.
    Watch,
    /// In what is said of a variant.
    Variant,
    /// In a knob's name or hint.
    Knob,
    /// In its question.
    Question,
    /// In its explanation.
    Explanation,
    /// In a link or its address.
    Link,
    /// In its source.
    Source,
}

impl Whence {
    /// How much a word there says of what the demo is about.
    fn weight(self) -> u32 {
        match self {
            Self::Title => 12,
            Self::Finding => 6,
            Self::Section | Self::Watch | Self::MayFind => 5,
            Self::Variant | Self::Knob | Self::Question => 4,
            Self::Explanation => 3,
            Self::Link => 2,
            Self::Source => 1,
        }
    }

    /// Its name. The title needs none.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Title => String::new(),
            Self::Finding => say::programs_search::finding(),
            Self::MayFind => say::programs_search::may_find(),
            Self::Section => say::programs_search::section(),
            Self::Watch => say::programs_search::watch(),
            Self::Variant => say::programs_search::variant(),
            Self::Knob => say::programs_search::knob(),
            Self::Question => say::programs_search::question(),
            Self::Explanation => say::programs_search::explanation(),
            Self::Link => say::programs_search::link(),
            Self::Source => say::programs_search::source(),
        }
    }
}

/// The demos that have all the words of a text, the ones that are most about them first.
#[must_use]
pub fn search(text: &str) -> Vec<Found> {
    let sought = Sought::of(text);
    if sought.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, Found)> = all().filter_map(|demo| find_in(demo, &sought)).collect();
    // A stable sort: those that are alike stay in the order of the gallery.
    found.sort_by_key(|&(weight, _)| Reverse(weight));
    found.into_iter().map(|(_, found)| found).collect()
}

/// How well a text answers: how many of the words it has, and how much it says of the demo.
type Rank = (usize, u32);

fn find_in(demo: &'static Demo, sought: &Sought) -> Option<(u32, Found)> {
    let texts = texts_of(demo);
    let words: Vec<&str> = sought.words().collect();
    let mut best = vec![0; words.len()];
    let mut place: Option<(Rank, &(Whence, String))> = None;
    for text in &texts {
        let (whence, content) = text;
        let mut has = 0;
        for (word, best) in words.iter().zip(&mut best) {
            let is_there = has_word(content, word);
            if is_there || *whence == Whence::Title && has_ending(content, word) {
                has += 1;
                *best = whence.weight().max(*best);
            }
        }
        let rank = (has, whence.weight());
        if has > 0 && *whence != Whence::Title && place.is_none_or(|(before, _)| rank > before) {
            place = Some((rank, text));
        }
    }
    if best.contains(&0) {
        return None;
    }
    let place = place.map(|(_, (whence, content))| (*whence, snippet(content, sought)));
    Some((best.iter().sum(), Found { demo, title: marked(demo.title, sought), place }))
}

/// Whether a word of a title ends with another: “lock” is meant to find “Futurelock”.
fn has_ending(title: &str, word: &str) -> bool {
    /// Shorter ones are endings of verbs.
    const LEAST: usize = 4;
    word.len() >= LEAST && title.to_lowercase().split_whitespace().any(|part| part.ends_with(word))
}

/// Everything that is said of a demo, and the lines of its source.
fn texts_of(demo: &Demo) -> Vec<(Whence, String)> {
    let one = |whence: Whence| move |text: &str| (whence, prose::plain(text));
    let mut texts = vec![one(Whence::Title)(demo.title), (Whence::Section, demo.section.title())];
    for variant in demo.variants {
        texts.push(one(Whence::Watch)(variant.watch));
        texts.push((Whence::Variant, format!("{}: {}", variant.name, prose::plain(variant.sentence))));
        texts.extend(variant.finding.map(|kind| (Whence::Finding, finding_title(kind))));
    }
    texts.extend(demo.allowed.iter().map(|row| (Whence::MayFind, finding_title(row.kind))));
    texts.extend(
        demo.knobs.iter().map(|knob| (Whence::Knob, format!("{}: {}", knob.name, prose::plain(knob.hint)))),
    );
    texts.extend(demo.questions.iter().map(|question| question.asks).map(one(Whence::Question)));
    texts.extend(demo.explanation.iter().copied().map(one(Whence::Explanation)));
    texts.extend(demo.links.iter().map(|link| (Whence::Link, format!("{} ({})", link.label, link.url))));
    texts.extend(demo.source.lines().map(|line| (Whence::Source, line.text().trim().to_owned())));
    texts
}

fn marked(text: &str, sought: &Sought) -> Marked {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let (mut pieces, mut at) = (Vec::new(), 0);
    for mark in sought.marks(text) {
        pieces.push((part(at..mark.start), false));
        pieces.push((part(mark.clone()), true));
        at = mark.end;
    }
    pieces.push((part(at..text.len()), false));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

/// What is around the first of the words, as much as two short lines have room for.
fn snippet(text: &str, sought: &Sought) -> Marked {
    /// Letters before the first word, and all of them.
    const BEFORE: usize = 24;
    const MOST: usize = 90;
    let first = sought.marks(text).first().map_or(0, |mark| mark.start);
    let before = text.get(..first).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(BEFORE);
    // From the beginning of a word on.
    let cut = if skipped == 0 {
        0
    } else {
        let at = before.char_indices().nth(skipped).map_or(first, |(at, _)| at);
        let rest = before.get(at..).unwrap_or_default();
        at + rest.find(' ').map_or(0, |space| space + 1)
    };
    let rest = text.get(cut..).unwrap_or_default();
    let shown = taskscope_trace::shortened(rest, MOST);
    let mut pieces = marked(&shown, sought);
    if cut > 0 {
        pieces.insert(0, ("…".to_owned(), false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(text: &str) -> Vec<&'static str> {
        search(text).iter().map(|found| found.demo.slug).collect()
    }

    fn text(pieces: &Marked) -> String {
        pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    #[test]
    fn words_find_what_they_are_about() {
        for (text, expected) in [
            ("mutex", &["futurelock", "locks-in-two-orders", "lock-held-across-await"][..]),
            ("starve", &["lifo-slot", "priority-inversion", "microtask-starvation", "starved-by-slow-work"]),
            ("starving", &["lifo-slot", "priority-inversion"]),
            ("select", &["select-loses-data", "biased-select", "futurelock"]),
            ("tokio", &["cooperative-budget", "lifo-slot"]),
            ("patience", &["futurelock"]),
            ("JoinSet", &["graceful-shutdown"]),
            ("rfd 609", &["futurelock"]),
        ] {
            let found = slugs(text);
            for slug in expected {
                assert!(found.contains(slug), "“{text}” finds {found:?}, not {slug}");
            }
        }
        assert_eq!(slugs("wombat"), [""; 0]);
        assert_eq!(slugs("  "), [""; 0]);
    }

    #[test]
    fn a_demo_that_is_about_the_words_comes_first() {
        assert_eq!(slugs("futurelock").first(), Some(&"futurelock"));
        assert_eq!(slugs("stale waker").first(), Some(&"stale-waker"));
        assert!(slugs("lock").contains(&"futurelock"), "the end of a word in a title is meant, too");
        let both = slugs("mutex sleep");
        assert!(both.iter().all(|slug| slugs("mutex").contains(slug) && slugs("sleep").contains(slug)));
        assert!(!both.is_empty());
    }

    #[test]
    fn every_demo_that_is_found_shows_where_it_has_a_word() {
        for sought in ["mutex", "starve", "tokio", "select", "lock", "channel"] {
            for Found { demo, title, place } in search(sought) {
                assert_eq!(text(&title), demo.title);
                let Some((whence, snippet)) = place else {
                    let is_marked = title.iter().any(|&(_, is_marked)| is_marked);
                    assert!(is_marked || has_ending(demo.title, sought), "{}", demo.slug);
                    continue;
                };
                assert!(!whence.label().is_empty());
                assert!(snippet.iter().any(|&(_, is_marked)| is_marked), "{}: {snippet:?}", demo.slug);
                assert!(text(&snippet).chars().count() <= 92, "{snippet:?}");
            }
        }
    }
}
