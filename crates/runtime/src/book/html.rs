//! Just enough HTML to find an element by its name.
//!
//! A real parser, with selectors, is many times as large as this whole crate, which has no dependencies otherwise; the
//! Book looks for a title.

/// A page, of which elements can be looked for.
#[derive(Clone, Debug)]
pub struct Html(String);

/// An element of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    inner: &'a str,
}

impl Element<'_> {
    /// What stands between its tags, as it was written.
    #[must_use]
    pub fn inner_html(&self) -> String {
        self.inner.to_owned()
    }
}

impl Html {
    /// Takes the text of a page. Nothing is too wrong to be a page.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        Self(source.to_owned())
    }

    /// The first element that is called `selector`, whichever case its letters have.
    ///
    /// Names are all that can be looked for. An element without an end tag ends with the page.
    ///
    /// # Panics
    /// If `selector` is anything but a name: for classes, ids and nesting use a crate such as `scraper`.
    #[must_use]
    #[track_caller]
    pub fn select_first(&self, selector: &str) -> Option<Element<'_>> {
        let is_name = selector.starts_with(|first: char| first.is_ascii_alphabetic())
            && selector.chars().all(|char| char.is_ascii_alphanumeric() || char == '-');
        assert!(is_name, "`{selector}` is no name of an element, which is all that this `Html` can look for");
        let mut tags = Tags { source: &self.0, at: 0 };
        let start = tags.find(|tag| tag.is_start && tag.name.eq_ignore_ascii_case(selector))?;
        let end = if is_void(start.name) { start.after } else { tags.end_of(selector) };
        self.0.get(start.after..end).map(|inner| Element { inner })
    }
}

/// Elements that have no content and no end tag.
fn is_void(name: &str) -> bool {
    const VOID: [&str; 13] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ];
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// Elements whose content is text: a tag in it is none.
fn is_text(name: &str) -> bool {
    ["script", "style", "textarea", "title"].iter().any(|text| name.eq_ignore_ascii_case(text))
}

/// A start or end tag.
struct Tag<'a> {
    name: &'a str,
    is_start: bool,
    /// Where it begins, and where what follows does.
    at: usize,
    after: usize,
}

/// The tags of a page, one after the other.
struct Tags<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    /// Where the element ends whose start tag was the last one: at its end tag, or with the page.
    fn end_of(&mut self, name: &str) -> usize {
        let mut depth = 1;
        let end = self.filter(|tag| tag.name.eq_ignore_ascii_case(name)).find(|tag| {
            depth = if tag.is_start { depth + 1 } else { depth - 1 };
            depth == 0
        });
        end.map_or(self.source.len(), |tag| tag.at)
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Goes behind the next `end`, or to the end of the page.
    fn skip_past(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.source.len(), |found| self.at + found + end.len());
    }

    /// Goes to the end tag of an element whose content is text.
    fn skip_text(&mut self, name: &str) {
        let rest = self.rest();
        let is_end = |&(at, _): &(usize, &str)| {
            rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        self.at = rest.match_indices("</").find(is_end).map_or(self.source.len(), |(at, _)| self.at + at);
    }

    /// Goes behind the `>` of a tag; one in quotes belongs to an attribute.
    fn skip_attributes(&mut self) {
        let mut quote = None;
        let end = self.rest().char_indices().find(|&(_, char)| {
            let is_in_quotes = quote.is_some();
            quote = match quote {
                Some(open) => Some(open).filter(|_| char != open),
                None => Some(char).filter(|char| ['"', '\''].contains(char)),
            };
            !is_in_quotes && char == '>'
        });
        self.at = end.map_or(self.source.len(), |(at, _)| self.at + at + 1);
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let at = self.at + self.rest().find('<')?;
            self.at = at + 1;
            if self.rest().starts_with("!--") {
                self.skip_past("-->");
                continue;
            }
            let is_start = !self.rest().starts_with('/');
            self.at += usize::from(!is_start);
            let rest = self.rest();
            let is_end_of_name = |char: char| char.is_ascii_whitespace() || char == '>' || char == '/';
            let name = rest.split(is_end_of_name).next().unwrap_or_default();
            if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
                continue;
            }
            self.at += name.len();
            self.skip_attributes();
            let after = self.at;
            if is_start && is_text(name) {
                self.skip_text(name);
            }
            return Some(Tag { name, is_start, at, after });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    fn inner(page: &str, name: &str) -> Option<String> {
        Html::parse(page).select_first(name).map(|element| element.inner_html())
    }

    #[test]
    fn an_element_is_found_by_its_name() {
        let page = "<!doctype html><HTML lang=en><Title class='a>b'>Rust &amp; more</tItle><p>one<p>two";
        assert_eq!(inner(page, "title").as_deref(), Some("Rust &amp; more"));
        assert_eq!(inner(page, "p").as_deref(), Some("one<p>two"));
        assert_eq!(inner(page, "h1"), None);
        assert_eq!(inner("<titles>no</titles>", "title"), None);
    }

    #[test]
    fn an_element_ends_with_its_own_end_tag() {
        let page = "<div>a<div>b</div>c</div>d";
        assert_eq!(inner(page, "div").as_deref(), Some("a<div>b</div>c"));
        assert_eq!(inner("<div>a<div>b</div>c", "div").as_deref(), Some("a<div>b</div>c"));
        assert_eq!(inner("a<br>b", "br").as_deref(), Some(""));
    }

    #[test]
    fn what_is_no_tag_is_not_taken_for_one() {
        let page = "<!-- <title>no</title> --><script>'<title>no</title>'</script>1 < 2 <title>a<b>c</title>";
        assert_eq!(inner(page, "title").as_deref(), Some("a<b>c"));
        assert_eq!(inner(page, "script").as_deref(), Some("'<title>no</title>'"));
    }

    #[test]
    fn nothing_is_too_wrong_to_be_a_page() {
        for page in
            ["", "<", "</", "<!", "<!--", "<title", "<title a='", "<title>", "<title></", "</title>é<é>"]
        {
            let found = inner(page, "title");
            assert!(
                found.as_deref().map_or(true, |inner| inner.is_empty() || inner == "</"),
                "{page}: {found:?}"
            );
        }
    }

    #[test]
    #[should_panic(expected = "`.class` is no name of an element")]
    fn only_names_can_be_looked_for() {
        inner("", ".class");
    }
}
