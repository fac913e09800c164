//! Tabs as the pattern of WAI-ARIA has them: one of them can be reached by Tab, arrow keys go from one to the next.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback, Html, KeyboardEvent, TargetCast, html};

/// A list of tabs and the panel below it. Ids are unique in the shadow root that holds them.
pub(super) struct Tabs<'a> {
    /// What ids begin with.
    pub(super) key: &'static str,
    /// What the list is called.
    pub(super) name: String,
    /// What is written on the tabs, in order.
    pub(super) labels: &'a [Label],
    /// Which one is chosen.
    pub(super) chosen: usize,
    /// Is given the index of another.
    pub(super) on_choose: Callback<usize>,
}

/// What is written on a tab.
pub(super) struct Label {
    /// What its id ends with.
    pub(super) key: &'static str,
    /// Its name.
    pub(super) name: String,
    /// How many things are behind it, where that is worth a look.
    pub(super) count: Option<usize>,
}

impl Label {
    /// A name and nothing else.
    pub(super) fn plain(key: &'static str, name: String) -> Self {
        Self { key, name, count: None }
    }
}

impl Tabs<'_> {
    /// The list; `beside` stands at its end.
    pub(super) fn list(&self, beside: Html) -> Html {
        let count = self.labels.len();
        let tabs = self.labels.iter().enumerate().map(|(index, label)| {
            let is_chosen = index == self.chosen;
            let walk = {
                let choose = self.on_choose.clone();
                Callback::from(move |event: KeyboardEvent| walk(&event, (index, count), &choose))
            };
            html! {
                <button
                    key={label.key}
                    role="tab"
                    id={self.tab_id(label)}
                    aria-selected={is_chosen.to_string()}
                    aria-controls={self.panel_id()}
                    tabindex={if is_chosen { "0" } else { "-1" }}
                    onclick={self.on_choose.reform(move |_| index)}
                    onkeydown={walk}
                >
                    { &label.name }
                    { for label.count.map(|count| html! { <>{ " " }<span class="count">{ count }</span></> }) }
                </button>
            }
        });
        html! {
            <div class="tabs">
                <div role="tablist" aria-label={self.name.clone()}>{ for tabs }</div>
                { beside }
            </div>
        }
    }

    /// The panel with what the chosen tab shows.
    pub(super) fn panel(&self, content: Html) -> Html {
        let tab = self.labels.get(self.chosen).map(|label| self.tab_id(label));
        html! {
            <div class="panel" role="tabpanel" tabindex="0" id={self.panel_id()} aria-labelledby={tab}>
                { content }
            </div>
        }
    }

    fn tab_id(&self, label: &Label) -> AttrValue {
        format!("{}-{}", self.key, label.key).into()
    }

    fn panel_id(&self) -> AttrValue {
        format!("{}-panel", self.key).into()
    }
}

fn walk(event: &KeyboardEvent, (index, count): (usize, usize), choose: &Callback<usize>) {
    let next = match event.key().as_str() {
        "ArrowRight" => (index + 1) % count,
        "ArrowLeft" => (index + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    choose.emit(next);
    let tab: HtmlElement = event.target_unchecked_into();
    let list = tab.parent_element().map(|list| list.children());
    let sibling = list.and_then(|tabs| tabs.item(u32::try_from(next).unwrap_or(0)));
    if let Some(sibling) = sibling {
        // Focus fails only for what can't have it.
        drop(sibling.unchecked_into::<HtmlElement>().focus());
    }
}
