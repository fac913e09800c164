//! The pictures on buttons.

pub(super) use taskscope_session::icons::*;
use yew::{Html, html};

/// A picture from its outline, as large as the text beside it.
pub(super) fn icon(path: &'static str) -> Html {
    html! {
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d={path} fill="currentColor" fill-rule="evenodd" />
        </svg>
    }
}

/// Three bars of three tasks, and who spawned whom.
pub(super) fn logo() -> Html {
    html! {
        <svg class="logo" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 7.5h5M9 7.5v4.5h4M9 12v5h1" fill="none" />
            <rect class="t3" x="2" y="5" width="8" height="4.5" rx="1" />
            <rect class="t0" x="13" y="9.7" width="8" height="4.5" rx="1" />
            <rect class="t2" x="7" y="15" width="9" height="4.5" rx="1" />
        </svg>
    }
}
