//! What an author copies into a page, a book or a program to show a view there: text made of a link's query and a few looks.

use taskscope_sorted::SortedSet;

use super::poster::escaped;
use super::{Part, Theme};

/// How high the element is where nobody says so, in pixels: as in `www/element/frame.js`.
const USUAL_HEIGHT: u32 = 480;
/// What stands in a link's query and is an attribute of the same name; everything else there is a knob.
const SETTINGS: [&str; 12] = [
    "demo",
    "variant",
    "clock",
    "axis",
    "step",
    "format",
    "policy",
    "seed",
    "operations",
    "polls",
    "thread",
    "yield",
];

/// Where a view is to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmbedForm {
    /// In a page, as an element of it.
    #[default]
    Html,
    /// In a page that lets no foreign script in.
    Frame,
    /// In a chapter of a book.
    Book,
    /// In a React component, by the npm package.
    React,
}

impl EmbedForm {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Html, Self::Frame, Self::Book, Self::React];

    /// As its tab is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Frame => "iframe",
            Self::Book => "mdBook",
            Self::React => "npm / React",
        }
    }
}

/// What is to be seen there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedSource<'a> {
    /// A program, with everything that was chosen, as the query of a link (see [`super::address`]).
    Program(&'a str),
    /// A saved run, by the name of its file.
    Recording(&'a str),
}

impl EmbedSource<'_> {
    fn attributes(self) -> Vec<Attribute> {
        let query = match self {
            Self::Program(query) => query,
            Self::Recording(file) => return vec![("src".to_owned(), Some(file.to_owned()))],
        };
        let pairs = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| {
            let name = if SETTINGS.contains(&name) { name.to_owned() } else { format!("knob-{name}") };
            (name, Some(value.to_owned()))
        });
        pairs.collect()
    }

    /// What is read until the element is there: a link to the same in the playground, or to the file, which no link opens
    /// there.
    fn fallback(self, site: &str) -> String {
        match self {
            Self::Program(query) => {
                format!(
                    "<a href=\"{}\">See this program run in taskscope</a>",
                    escaped(&format!("{site}?{query}"))
                )
            }
            Self::Recording(file) => {
                format!("<a href=\"{}\" download>Download the recorded run</a>", escaped(file))
            }
        }
    }
}

/// How the view looks in its new place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// What is shown beside the header.
    pub parts: SortedSet<Part>,
    /// Its colours.
    pub theme: Theme,
    /// How high it is, in pixels.
    pub height: u32,
    /// Whether it plays as soon as it is seen.
    pub is_playing: bool,
}

impl Default for Embed {
    fn default() -> Self {
        Self { parts: Part::USUAL.into(), theme: Theme::Auto, height: USUAL_HEIGHT, is_playing: false }
    }
}

impl Embed {
    /// The text to copy; `site` is the address of the folder of this site.
    #[must_use]
    pub fn code(&self, form: EmbedForm, source: EmbedSource<'_>, site: &str) -> String {
        match form {
            EmbedForm::Html => self.html(source, site),
            EmbedForm::Frame => self.frame(source, site),
            EmbedForm::Book => self.book(source),
            EmbedForm::React => self.react(source),
        }
    }

    fn html(&self, source: EmbedSource<'_>, site: &str) -> String {
        let attributes = written(self.attributes(source));
        // From the start: without it the page would move when the script has come.
        let style = format!("display: block; block-size: {}px", self.height);
        let (fallback, script) = (source.fallback(site), escaped(&format!("{site}task-scope.js")));
        format!(
            "<script type=\"module\" src=\"{script}\" crossorigin></script>\n\
             <task-scope{attributes} style=\"{style}\">\n  {fallback}\n</task-scope>\n",
        )
    }

    fn frame(&self, source: EmbedSource<'_>, site: &str) -> String {
        let pairs = self.attributes(source).into_iter().map(|(name, value)| match value {
            Some(value) => format!("{name}={}", value.replace(' ', "+")),
            None => name,
        });
        let address = escaped(&format!("{site}embed.html?{}", pairs.collect::<Vec<_>>().join("&")));
        format!(
            "<iframe\n  src=\"{address}\"\n  title=\"A program in taskscope\"\n  sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"\n  allow=\"fullscreen\"\n  \
             loading=\"lazy\"\n  width=\"100%\"\n  height=\"{}\"\n></iframe>\n",
            self.height
        )
    }

    fn book(&self, source: EmbedSource<'_>) -> String {
        let pairs = self.attributes(source).into_iter().map(|(name, value)| match value {
            Some(value) if value.contains(' ') => format!(" {name}=\"{value}\""),
            Some(value) => format!(" {name}={value}"),
            None => format!(" {name}"),
        });
        // Books have a usual height of their own, so it is always said.
        format!("```taskscope{} height={}\n```\n", pairs.collect::<String>(), self.height)
    }

    fn react(&self, source: EmbedSource<'_>) -> String {
        let attributes = written(self.attributes(source));
        format!(
            "// npm install task-scope\nimport 'task-scope/react';\n\n\
             export const Program = () => (\n  <task-scope{attributes} style={{{{ display: 'block', blockSize: {} }}}} />\n);\n",
            self.height
        )
    }

    fn attributes(&self, source: EmbedSource<'_>) -> Vec<Attribute> {
        let mut attributes = source.attributes();
        attributes.extend(self.looks());
        attributes
    }

    /// The looks that are not as they would be anyway.
    fn looks(&self) -> Vec<Attribute> {
        let theme = match self.theme {
            Theme::Auto => None,
            Theme::Dark => Some("dark"),
            Theme::Light => Some("light"),
        };
        let is_usual = self.parts.is_empty() || self.parts == Part::USUAL.into();
        let names: Vec<_> = self.parts.iter().map(|part| part.name()).collect();
        let view = (!is_usual).then(|| ("view".to_owned(), Some(names.join(" "))));
        let theme = theme.map(|theme| ("theme".to_owned(), Some(theme.to_owned())));
        let play = self.is_playing.then(|| ("autoplay".to_owned(), None));
        [view, theme, play].into_iter().flatten().collect()
    }
}

/// A name and, unless it is enough that it stands there, a value.
type Attribute = (String, Option<String>);

fn written(attributes: Vec<Attribute>) -> String {
    let each = attributes.into_iter().map(|(name, value)| match value {
        Some(value) => format!(" {name}=\"{}\"", escaped(&value)),
        None => format!(" {name}"),
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://example.org/scope/";
    const PLAIN: EmbedSource<'_> = EmbedSource::Program("demo=counting");
    const CHOSEN: EmbedSource<'_> = EmbedSource::Program("demo=counting&variant=join&pause=20&step=8");

    fn small() -> Embed {
        Embed { parts: [Part::Timeline].into(), theme: Theme::Dark, height: 320, is_playing: true }
    }

    #[test]
    fn what_goes_without_saying_is_left_out() {
        let html = Embed::default().code(EmbedForm::Html, PLAIN, SITE);
        assert!(html.contains("<task-scope demo=\"counting\" style=\"display: block; block-size: 480px\">"));
        assert_eq!(
            Embed::default().code(EmbedForm::Book, PLAIN, SITE),
            "```taskscope demo=counting height=480\n```\n"
        );
        let react = Embed::default().code(EmbedForm::React, PLAIN, SITE);
        assert!(
            react.contains("<task-scope demo=\"counting\" style={{ display: 'block', blockSize: 480 }} />")
        );
    }

    #[test]
    fn an_element_has_the_knobs_under_names_of_their_own() {
        let html = small().code(EmbedForm::Html, CHOSEN, SITE);
        let element = "<task-scope demo=\"counting\" variant=\"join\" knob-pause=\"20\" step=\"8\" view=\"timeline\" \
                       theme=\"dark\" autoplay style=\"display: block; block-size: 320px\">";
        assert!(html.contains(element), "{html}");
        assert!(html.starts_with("<script type=\"module\" src=\"https://example.org/scope/task-scope.js\""));
        assert!(html.contains("scope/?demo=counting&amp;variant=join&amp;pause=20&amp;step=8\""), "{html}");
    }

    /// Without its version the step would be another moment.
    #[test]
    fn a_step_keeps_the_version_that_counts_it() {
        let source = EmbedSource::Program("demo=counting&step=8&format=2");
        let code = |form| Embed::default().code(form, source, SITE);
        assert!(code(EmbedForm::Html).contains(" step=\"8\" format=\"2\""), "{}", code(EmbedForm::Html));
        assert!(code(EmbedForm::React).contains(" step=\"8\" format=\"2\""), "{}", code(EmbedForm::React));
        assert!(code(EmbedForm::Book).contains(" step=8 format=2 "), "{}", code(EmbedForm::Book));
        assert!(code(EmbedForm::Frame).contains("&amp;step=8&amp;format=2"), "{}", code(EmbedForm::Frame));
    }

    #[test]
    fn a_frame_has_the_query_of_a_link_and_the_looks() {
        let parts = [Part::Output, Part::Timeline].into();
        let frame = Embed { parts, ..small() }.code(EmbedForm::Frame, CHOSEN, SITE);
        let address = "scope/embed.html?demo=counting&amp;variant=join&amp;knob-pause=20&amp;step=8\
                       &amp;view=timeline+output&amp;theme=dark&amp;autoplay\"";
        assert!(frame.contains(address), "{frame}");
        assert!(
            frame.contains("height=\"320\"") && frame.contains("sandbox=\"allow-scripts allow-popups"),
            "{frame}"
        );
    }

    #[test]
    fn a_block_of_a_book_quotes_only_what_has_spaces() {
        let embed = Embed { parts: [Part::Timeline, Part::State].into(), ..Embed::default() };
        let book = embed.code(EmbedForm::Book, EmbedSource::Program("demo=counting&pause=20"), SITE);
        assert_eq!(
            book,
            "```taskscope demo=counting knob-pause=20 view=\"timeline state\" height=480\n```\n"
        );
    }

    #[test]
    fn a_component_has_its_height_as_an_object() {
        let react = small().code(EmbedForm::React, PLAIN, SITE);
        assert!(react.contains(" autoplay style={{ display: 'block', blockSize: 320 }} />"), "{react}");
    }

    #[test]
    fn no_value_ends_its_attribute() {
        let html =
            Embed::default().code(EmbedForm::Html, EmbedSource::Program("demo=\"><b>&variant=a"), SITE);
        assert!(html.contains("demo=\"&quot;&gt;&lt;b&gt;\"") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn a_saved_run_is_named_by_its_file() {
        let source = EmbedSource::Recording("slow run.taskscope.json");
        let html = Embed::default().code(EmbedForm::Html, source, SITE);
        assert!(html.contains("<task-scope src=\"slow run.taskscope.json\" style"), "{html}");
        assert!(html.contains("<a href=\"slow run.taskscope.json\" download>"), "{html}");
        let book = Embed::default().code(EmbedForm::Book, source, SITE);
        assert_eq!(book, "```taskscope src=\"slow run.taskscope.json\" height=480\n```\n");
    }
}
