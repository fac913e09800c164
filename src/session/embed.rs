//! What an author copies into a page, a book or a program to show a view there: text made of a link's query and a few looks.

use super::Theme;

/// How high the element is where nobody says so, in pixels: as in `www/task-scope.js`.
const USUAL_HEIGHT: u32 = 480;
/// What the element shows where nobody says so: as in `www/task-scope.js`.
const USUAL_VIEW: &str = "timeline source";
/// What stands in a link's query and is an attribute of the same name; everything else there is a knob.
const SETTINGS: [&str; 11] =
    ["demo", "variant", "clock", "axis", "step", "policy", "seed", "operations", "polls", "thread", "yield"];

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

/// How the view looks in its new place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// What is shown: names of parts with spaces between them.
    pub view: String,
    /// Its colours.
    pub theme: Theme,
    /// How high it is, in pixels.
    pub height: u32,
    /// Whether it plays as soon as it is seen.
    pub is_playing: bool,
}

impl Default for Embed {
    fn default() -> Self {
        Self { view: USUAL_VIEW.to_owned(), theme: Theme::Auto, height: USUAL_HEIGHT, is_playing: false }
    }
}

impl Embed {
    /// The text to copy. `query` is a link's (see [`super::address`]), `site` the address of the folder of this site.
    #[must_use]
    pub fn code(&self, form: EmbedForm, query: &str, site: &str) -> String {
        match form {
            EmbedForm::Html => self.html(query, site),
            EmbedForm::Frame => self.frame(query, site),
            EmbedForm::Book => self.book(query),
            EmbedForm::React => self.react(query),
        }
    }

    fn html(&self, query: &str, site: &str) -> String {
        let attributes = written(self.attributes(query));
        let height = self.own_height().map(|height| format!(" style=\"--task-scope-height: {height}px\""));
        let (link, script) = (escaped(&format!("{site}?{query}")), escaped(&format!("{site}task-scope.js")));
        format!(
            "<script type=\"module\" src=\"{script}\" crossorigin></script>\n\
             <task-scope{attributes}{}>\n  <a href=\"{link}\">See this program run in taskscope</a>\n</task-scope>\n",
            height.unwrap_or_default()
        )
    }

    fn frame(&self, query: &str, site: &str) -> String {
        let looks = self.looks().into_iter().map(|(name, value)| match value {
            Some(value) => format!("&{name}={}", value.replace(' ', "+")),
            None => format!("&{name}"),
        });
        let address = escaped(&format!("{site}embed.html?{query}{}", looks.collect::<String>()));
        format!(
            "<iframe\n  src=\"{address}\"\n  title=\"A program in taskscope\"\n  sandbox=\"allow-scripts\"\n  \
             loading=\"lazy\"\n  width=\"100%\"\n  height=\"{}\"\n></iframe>\n",
            self.height
        )
    }

    fn book(&self, query: &str) -> String {
        let pairs = self.attributes(query).into_iter().map(|(name, value)| match value {
            Some(value) if value.contains(' ') => format!(" {name}=\"{value}\""),
            Some(value) => format!(" {name}={value}"),
            None => format!(" {name}"),
        });
        // Books have a usual height of their own, so it is always said.
        format!("```taskscope{} height={}\n```\n", pairs.collect::<String>(), self.height)
    }

    fn react(&self, query: &str) -> String {
        let attributes = written(self.attributes(query));
        let height = self.own_height().map(|height| format!(" style={{{{ blockSize: {height} }}}}"));
        format!(
            "// npm install task-scope\nimport 'task-scope';\n\n\
             export const Program = () => <task-scope{attributes}{} />;\n",
            height.unwrap_or_default()
        )
    }

    fn attributes(&self, query: &str) -> Vec<Attribute> {
        let settings = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| {
            let name = if SETTINGS.contains(&name) { name.to_owned() } else { format!("knob-{name}") };
            (name, Some(value.to_owned()))
        });
        settings.chain(self.looks()).collect()
    }

    /// The looks that are not as they would be anyway.
    fn looks(&self) -> Vec<Attribute> {
        let theme = match self.theme {
            Theme::Auto => None,
            Theme::Dark => Some("dark"),
            Theme::Light => Some("light"),
        };
        let view = (self.view != USUAL_VIEW).then(|| ("view".to_owned(), Some(self.view.clone())));
        let theme = theme.map(|theme| ("theme".to_owned(), Some(theme.to_owned())));
        let play = self.is_playing.then(|| ("autoplay".to_owned(), None));
        [view, theme, play].into_iter().flatten().collect()
    }

    fn own_height(&self) -> Option<u32> {
        (self.height != USUAL_HEIGHT).then_some(self.height)
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

/// A text as it stands between the quotes of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://example.org/scope/";
    const QUERY: &str = "demo=counting&variant=join&pause=20&step=8";

    fn small() -> Embed {
        Embed { view: "timeline".to_owned(), theme: Theme::Dark, height: 320, is_playing: true }
    }

    #[test]
    fn what_goes_without_saying_is_left_out() {
        let html = Embed::default().code(EmbedForm::Html, "demo=counting", SITE);
        assert!(html.contains("<task-scope demo=\"counting\">"), "{html}");
        assert_eq!(
            Embed::default().code(EmbedForm::Book, "demo=counting", SITE),
            "```taskscope demo=counting height=480\n```\n"
        );
        let react = Embed::default().code(EmbedForm::React, "demo=counting", SITE);
        assert!(react.contains("<task-scope demo=\"counting\" />"), "{react}");
    }

    #[test]
    fn an_element_has_the_knobs_under_names_of_their_own() {
        let html = small().code(EmbedForm::Html, QUERY, SITE);
        let element = "<task-scope demo=\"counting\" variant=\"join\" knob-pause=\"20\" step=\"8\" view=\"timeline\" \
                       theme=\"dark\" autoplay style=\"--task-scope-height: 320px\">";
        assert!(html.contains(element), "{html}");
        assert!(html.starts_with("<script type=\"module\" src=\"https://example.org/scope/task-scope.js\""));
        assert!(html.contains("scope/?demo=counting&amp;variant=join&amp;pause=20&amp;step=8\""), "{html}");
    }

    #[test]
    fn a_frame_has_the_query_of_a_link_and_the_looks() {
        let view = "timeline output".to_owned();
        let frame = Embed { view, ..small() }.code(EmbedForm::Frame, QUERY, SITE);
        let address = "scope/embed.html?demo=counting&amp;variant=join&amp;pause=20&amp;step=8\
                       &amp;view=timeline+output&amp;theme=dark&amp;autoplay\"";
        assert!(frame.contains(address), "{frame}");
        assert!(frame.contains("height=\"320\"") && frame.contains("sandbox=\"allow-scripts\""), "{frame}");
    }

    #[test]
    fn a_block_of_a_book_quotes_only_what_has_spaces() {
        let embed = Embed { view: "timeline state".to_owned(), ..Embed::default() };
        let book = embed.code(EmbedForm::Book, "demo=counting&pause=20", SITE);
        assert_eq!(
            book,
            "```taskscope demo=counting knob-pause=20 view=\"timeline state\" height=480\n```\n"
        );
    }

    #[test]
    fn a_component_has_its_height_as_an_object() {
        let react = small().code(EmbedForm::React, "demo=counting", SITE);
        assert!(react.contains(" autoplay style={{ blockSize: 320 }} />"), "{react}");
    }

    #[test]
    fn no_value_ends_its_attribute() {
        let html = Embed::default().code(EmbedForm::Html, "demo=\"><b>&variant=a", SITE);
        assert!(html.contains("demo=\"&quot;&gt;&lt;b&gt;\"") && !html.contains("<b>"), "{html}");
    }
}
