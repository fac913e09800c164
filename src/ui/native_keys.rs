//! Which keys a control has a use for while it has the focus: one table. Those keys are left to it, and the page around does
//! not hear of them.

use web_sys::{Element, KeyboardEvent, window};

/// A kind of control and what it does with keys.
struct Control {
    /// Finds it.
    selector: &'static str,
    /// Its keys, as the browser calls them.
    keys: &'static [&'static [&'static str]],
    /// Whether every character is one of them.
    takes_text: bool,
}

const PRESS: &[&str] = &["Enter", " "];
const SPACE: &[&str] = &[" "];
const ENTER: &[&str] = &["Enter"];
const ESCAPE: &[&str] = &["Escape"];
const SIDEWAYS: &[&str] = &["ArrowLeft", "ArrowRight"];
const UP_AND_DOWN: &[&str] = &["ArrowUp", "ArrowDown"];
const ENDS: &[&str] = &["Home", "End"];
const PAGES: &[&str] = &["PageUp", "PageDown"];
const ERASE: &[&str] = &["Backspace", "Delete"];
/// Under input methods a key has no name of its own.
const COMPOSE: &[&str] = &["Dead", "Process", "Unidentified"];
/// With Ctrl or Cmd: what fields do with text.
const EDIT: &[&str] = &["a", "c", "v", "x", "y", "z"];

/// Fields for text, of any kind.
const FIELDS: &str = "textarea, [type=search], [type=text], [type=number], [contenteditable]";

const fn control(selector: &'static str, keys: &'static [&'static [&'static str]]) -> Control {
    Control { selector, keys, takes_text: false }
}

/// Every kind of control there is.
static CONTROLS: &[Control] = &[
    control("button, a, summary, [role=button]", &[PRESS]),
    control("[role=tab]", &[SIDEWAYS, ENDS]),
    control("[type=checkbox], [type=file]", &[SPACE]),
    control("[type=radio]", &[SPACE, SIDEWAYS, UP_AND_DOWN]),
    control("[type=range]", &[SIDEWAYS, UP_AND_DOWN, ENDS, PAGES]),
    control("[role=spinbutton]", &[SIDEWAYS, UP_AND_DOWN, ENDS, PAGES, ENTER]),
    control("[role=scrollbar]", &[UP_AND_DOWN, ENDS, PAGES]),
    control("[role=separator][aria-orientation=vertical]", &[SIDEWAYS, ENDS]),
    control("[role=separator][aria-orientation=horizontal]", &[UP_AND_DOWN, ENDS]),
    // Escape closes the menu around it.
    control("details.drop[open] *", &[ESCAPE]),
    Control { takes_text: true, ..control("select", &[PRESS, SIDEWAYS, UP_AND_DOWN, ENDS, PAGES]) },
    // Escape takes back what was typed.
    Control {
        takes_text: true,
        ..control(FIELDS, &[SIDEWAYS, UP_AND_DOWN, ENDS, PAGES, ENTER, ERASE, COMPOSE, ESCAPE])
    },
];

/// Whether the control that has the focus has a use for the key.
pub(super) fn uses(focused: &Element, event: &KeyboardEvent) -> bool {
    let name = event.key();
    let is = |selector: &str| focused.matches(selector).unwrap_or(false);
    // The third level of a keyboard is Ctrl and Alt on some systems; what it makes are characters.
    let is_third_level = event.get_modifier_state("AltGraph");
    if (event.ctrl_key() || event.meta_key()) && !is_third_level {
        return is(FIELDS) && listed(&[SIDEWAYS, UP_AND_DOWN, ENDS, ERASE, EDIT], &name.to_lowercase());
    }
    if event.alt_key() && !is_third_level {
        // Opens its list.
        return is("select") && listed(&[UP_AND_DOWN], &name);
    }
    let is_its = |control: &Control| {
        let has_it = listed(control.keys, &name) || (control.takes_text && name.chars().count() == 1);
        has_it && is(control.selector)
    };
    CONTROLS.iter().any(is_its) || (is_for_scrolling(&name) && can_scroll(focused))
}

/// Whether the key scrolls something of the app: what has the focus or what is around that.
pub(super) fn scrolls(focused: &Element, event: &KeyboardEvent) -> bool {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    let mut around = std::iter::successors(Some(focused.clone()), |element| element.parent_element());
    !has_modifier && is_for_scrolling(&event.key()) && around.any(|element| can_scroll(&element))
}

fn is_for_scrolling(name: &str) -> bool {
    listed(&[UP_AND_DOWN, PAGES, ENDS], name)
}

fn can_scroll(element: &Element) -> bool {
    let overflows = element.scroll_height() > element.client_height();
    let style = window().filter(|_| overflows).and_then(|window| window.get_computed_style(element).ok()?);
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok());
    overflow.is_some_and(|overflow| matches!(overflow.as_str(), "auto" | "scroll"))
}

fn listed(keys: &[&[&str]], name: &str) -> bool {
    keys.iter().any(|keys| keys.iter().any(|key| key.eq_ignore_ascii_case(name)))
}
