//! Scrolling within a pane, never of the page around it.

use web_sys::Element;

/// Brings what a selector finds into the view of the panel around `content`, if it is not there already.
pub(super) fn scroll_to(content: &Element, selector: &str) {
    let panel = content.closest("[role=tabpanel]").ok().flatten();
    let (Some(panel), Ok(Some(wanted))) = (panel, content.query_selector(selector)) else { return };
    let (outer, inner) = (panel.get_bounding_client_rect(), wanted.get_bounding_client_rect());
    // What stays at the top of the panel may lie over its first lines.
    let top = outer.top() + outer.height().min(32.0);
    if inner.top() < top || inner.bottom() > outer.bottom() {
        let by = inner.top() - outer.top() - outer.height() * 0.4;
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        panel.set_scroll_top(panel.scroll_top() + by as i32);
    }
}
