//! Scrolling within a part of the page, never of the page around it.

use web_sys::Element;

/// Brings what a selector finds into the view of the panel around `content`, if it is not there already.
pub(crate) fn scroll_to(content: &Element, selector: &str) {
    if let Ok(Some(panel)) = content.closest(".panel") {
        scroll_within(&panel, selector);
    }
}

/// Begins the panel around `content` with what a selector finds, where the panel is too low to show it otherwise; or else
/// at its own beginning.
pub(crate) fn begin_with(content: &Element, selector: &str) {
    let Ok(Some(panel)) = content.closest(".panel") else { return };
    panel.set_scroll_top(0);
    let Ok(Some(wanted)) = panel.query_selector(selector) else { return };
    let (outer, inner) = (panel.get_bounding_client_rect(), wanted.get_bounding_client_rect());
    if inner.bottom() > outer.bottom() {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        panel.set_scroll_top((inner.top() - outer.top()) as i32);
    }
}

/// Brings what a selector finds into the view of an element that scrolls, if it is not there already.
pub(crate) fn scroll_within(panel: &Element, selector: &str) {
    let Ok(Some(wanted)) = panel.query_selector(selector) else { return };
    let (outer, inner) = (panel.get_bounding_client_rect(), wanted.get_bounding_client_rect());
    // What stays at the top of the panel may lie over its first lines.
    let top = outer.top() + outer.height().min(32.0);
    if inner.top() < top || inner.bottom() > outer.bottom() {
        let by = inner.top() - outer.top() - outer.height() * 0.4;
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        panel.set_scroll_top(panel.scroll_top() + by as i32);
    }
}
