//! Scrolling within a part of the page, never of the page around it.

use web_sys::Element;

/// Brings what a selector finds into the view of the panel around `content`, if it is not there already.
pub(crate) fn scroll_to(content: &Element, selector: &str) {
    if let Ok(Some(panel)) = content.closest(".panel") {
        scroll_within(&panel, selector);
    }
}

/// Begins the panel around `content` with what a selector finds, where the panel is too low to show it otherwise; or else
/// at its own beginning. `head` finds what may stay at the panel's top.
pub(crate) fn begin_with(content: &Element, selector: &str, head: &str) {
    let find = |selector: &str| content.query_selector(selector).ok().flatten();
    let Ok(Some(panel)) = content.closest(".panel") else { return };
    let Some(wanted) = find(selector) else { return };
    panel.set_scroll_top(0);
    let bottom = panel.get_bounding_client_rect().bottom();
    if wanted.get_bounding_client_rect().bottom() > bottom {
        let below = |upper: f64| wanted.get_bounding_client_rect().top() - upper;
        scroll_by(&panel, below(panel.get_bounding_client_rect().top()));
        if let Some(head) = find(head) {
            scroll_by(&panel, below(head.get_bounding_client_rect().bottom()).min(0.0));
        }
    }
}

fn scroll_by(panel: &Element, by: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    panel.set_scroll_top(panel.scroll_top() + by as i32);
}

/// Brings what a selector finds into the view of an element that scrolls, if it is not there already.
pub(crate) fn scroll_within(panel: &Element, selector: &str) {
    let Ok(Some(wanted)) = panel.query_selector(selector) else { return };
    let (outer, inner) = (panel.get_bounding_client_rect(), wanted.get_bounding_client_rect());
    // What stays at the top of the panel may lie over its first lines.
    let top = outer.top() + outer.height().min(32.0);
    if inner.top() < top || inner.bottom() > outer.bottom() {
        let by = inner.top() - outer.top() - outer.height() * 0.4;
        scroll_by(panel, by);
    }
}
