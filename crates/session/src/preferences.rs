//! What is kept from visit to visit: the theme, the sizes of the panes, the keys, whether the first visit is over, and
//! which demos were seen to their end.

use std::fmt;

use taskscope_gallery::entry;
use taskscope_sorted::SortedSet;

/// Dark or light, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

impl Theme {
    /// The next one, for a button that goes round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Auto,
        }
    }

    /// Its name, as an attribute has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// The theme of that name; [`Theme::Auto`] for any other.
    #[must_use]
    pub fn named(name: &str) -> Self {
        [Self::Dark, Self::Light].into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// A line between panes that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divider {
    /// Between the gallery and the timeline.
    Gallery,
    /// Between the timeline and the panes beside it.
    Details,
    /// Between the timeline and the panes below it.
    Bottom,
    /// Between the names of the lanes and their bars.
    Labels,
}

impl Divider {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gallery, Self::Details, Self::Bottom, Self::Labels];

    /// Its name, as the style sheet has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gallery => "gallery",
            Self::Details => "details",
            Self::Bottom => "bottom",
            Self::Labels => "labels",
        }
    }

    /// The least, the usual and the largest size of its pane, in CSS pixels. Where the usual one is 0, the pane takes
    /// its share of the room until the visitor moves the line.
    #[must_use]
    pub fn sizes(self) -> [u32; 3] {
        match self {
            Self::Gallery => [140, 216, 420],
            Self::Details => [260, 0, 900],
            Self::Bottom => [90, 0, 600],
            Self::Labels => [80, 160, 400],
        }
    }
}

/// What is kept from visit to visit.
#[expect(clippy::struct_excessive_bools, reason = "each switch is about something else")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// The theme.
    pub theme: Theme,
    sizes: [u32; 4],
    /// Whether the greeting of the first visit was read.
    pub are_hints_read: bool,
    /// Whether the list of demos is closed where there is room for it.
    pub is_gallery_closed: bool,
    /// Whether keys of one character do something; who speaks to the computer wants them silent.
    pub has_character_keys: bool,
    /// Whether the page is drawn for a class.
    pub is_for_class: bool,
    /// Whether a question is asked before a run is shown.
    pub asks_questions: bool,
    /// The demos of which a run was seen to its end, by their names in addresses.
    seen: SortedSet<&'static str>,
}

/// A change of what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Another theme.
    Theme(Theme),
    /// The next theme, for a button that goes round.
    NextTheme,
    /// Whether keys of one character do something.
    CharacterKeys(bool),
    /// Whether a question is asked before a run is shown.
    Questions(bool),
    /// The greeting of the first visit was read.
    HintsRead,
    /// The list of demos closes, or opens, where there is room for it.
    ToggleGallery,
    /// The pane at a divider gets another size, in CSS pixels.
    Size(Divider, u32),
}

impl Default for Preferences {
    fn default() -> Self {
        let sizes = Divider::ALL.map(|divider| divider.sizes()[1]);
        Self {
            theme: Theme::default(),
            sizes,
            are_hints_read: false,
            is_gallery_closed: false,
            has_character_keys: true,
            is_for_class: false,
            asks_questions: true,
            seen: SortedSet::new(),
        }
    }
}

impl Preferences {
    /// The size of the pane at a divider.
    #[must_use]
    pub fn size(&self, divider: Divider) -> u32 {
        self.sizes[divider as usize]
    }

    /// Whether a run of a demo was seen to its end.
    #[must_use]
    pub fn has_seen(&self, slug: &str) -> bool {
        self.seen.contains(slug)
    }

    /// A run of a demo was seen to its end.
    pub(super) fn see(&mut self, slug: &'static str) {
        self.seen.insert(slug);
    }

    pub(super) fn apply(&mut self, change: Preference) {
        match change {
            Preference::Theme(theme) => self.theme = theme,
            Preference::NextTheme => self.theme = self.theme.next(),
            Preference::CharacterKeys(are_on) => self.has_character_keys = are_on,
            Preference::Questions(are_asked) => self.asks_questions = are_asked,
            Preference::HintsRead => self.are_hints_read = true,
            Preference::ToggleGallery => self.is_gallery_closed = !self.is_gallery_closed,
            Preference::Size(divider, size) => self.resize(divider, size),
        }
    }

    /// Gives the pane at a divider the nearest size that it may have.
    pub fn resize(&mut self, divider: Divider, size: u32) {
        let [least, usual, most] = divider.sizes();
        self.sizes[divider as usize] = if size == usual { usual } else { size.clamp(least, most) };
    }

    /// Reads what `to_string` wrote. What makes no sense is as it is at first.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut preferences = Self::default();
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let divider = Divider::ALL.into_iter().find(|divider| divider.name() == name);
            match (divider, value.parse()) {
                (Some(divider), Ok(size)) => preferences.resize(divider, size),
                _ if name == "theme" => preferences.theme = Theme::named(value),
                _ if name == "questions" => preferences.asks_questions = value != "off",
                _ if name == "class" => preferences.is_for_class = value == "on",
                _ if name == "keys" => preferences.has_character_keys = value != "off",
                _ if name == "demos" => preferences.is_gallery_closed = value == "closed",
                _ if name == "seen" => {
                    let demos = value.split(',').filter_map(entry).map(|demo| demo.slug);
                    preferences.seen.extend(demos);
                }
                _ => preferences.are_hints_read |= name == "hints" && value == "read",
            }
        }
        preferences
    }
}

impl fmt::Display for Preferences {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "theme={}", self.theme.name())?;
        for divider in Divider::ALL {
            write!(formatter, "&{}={}", divider.name(), self.size(divider))?;
        }
        formatter.write_str(if self.has_character_keys { "" } else { "&keys=off" })?;
        formatter.write_str(if self.is_for_class { "&class=on" } else { "" })?;
        formatter.write_str(if self.asks_questions { "" } else { "&questions=off" })?;
        formatter.write_str(if self.is_gallery_closed { "&demos=closed" } else { "" })?;
        formatter.write_str(if self.are_hints_read { "&hints=read" } else { "" })?;
        for (index, slug) in self.seen.iter().enumerate() {
            write!(formatter, "{}{slug}", if index == 0 { "&seen=" } else { "," })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let mut preferences = Preferences {
            theme: Theme::Light,
            are_hints_read: true,
            has_character_keys: false,
            is_for_class: true,
            asks_questions: false,
            is_gallery_closed: true,
            ..Preferences::default()
        };
        preferences.see("futurelock");
        preferences.see("counting");
        preferences.resize(Divider::Details, 512);
        assert_eq!(Preferences::from_text(&preferences.to_string()), preferences);
        assert_eq!(Preferences::from_text(""), Preferences::default());
    }

    #[test]
    fn nonsense_is_left_out_and_sizes_stay_possible() {
        let read = Preferences::from_text(
            "theme=pink&gallery=-3&bottom=999999&details=&x=1&hints&demos=&seen=,no-such-demo,counting",
        );
        assert_eq!(read.theme, Theme::Auto);
        assert_eq!(Divider::ALL.map(|divider| read.size(divider)), [216, 0, 600, 160]);
        assert!(!read.are_hints_read && !read.is_gallery_closed);
        assert!(read.has_seen("counting") && !read.has_seen("no-such-demo"));
    }
}
