//! Scrolling within a part of the page, never of the page around it.

use web_sys::Element;

/// Brings what a selector finds into the view of the panel around `content`, if it is not there already.
pub(crate) fn scroll_to(content: &Element, selector: &str) {
    if let Ok(Some(panel)) = content.closest("[role=tabpanel]") {
        scroll_within(&panel, selector);
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
