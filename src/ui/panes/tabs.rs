//! Tabs as the pattern of WAI-ARIA has them: one of them can be reached by Tab, arrow keys go from one to the next. Each keeps
//! the place that it was scrolled to.

use taskscope_sorted::SortedMap;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::{
    AttrValue, Callback, Html, KeyboardEvent, Properties, TargetCast, function_component, html,
    use_effect_with, use_mut_ref, use_node_ref,
};

use taskscope_trace::Step;

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
    /// Whether what it shows brings what the cursor is at into view by itself.
    pub(super) is_following: bool,
}

impl Label {
    /// A name and nothing else.
    pub(super) fn plain(key: &'static str, name: String) -> Self {
        Self { key, name, count: None, is_following: false }
    }

    /// A name, of something that follows the cursor.
    pub(super) fn following(key: &'static str, name: String) -> Self {
        Self { is_following: true, ..Self::plain(key, name) }
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

    /// The panel with what the chosen tab shows at the cursor.
    pub(super) fn panel(&self, cursor: Step, content: Html) -> Html {
        let label = self.labels.get(self.chosen);
        let tab = label.map(|label| self.tab_id(label)).unwrap_or_default();
        let is_following = label.is_some_and(|label| label.is_following);
        html! { <Panel id={self.panel_id()} {tab} {cursor} {is_following}>{ content }</Panel> }
    }

    fn tab_id(&self, label: &Label) -> AttrValue {
        format!("{}-{}", self.key, label.key).into()
    }

    fn panel_id(&self) -> AttrValue {
        format!("{}-panel", self.key).into()
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PanelProps {
    id: AttrValue,
    /// The id of the tab that is chosen.
    tab: AttrValue,
    cursor: Step,
    is_following: bool,
    children: Html,
}

/// Where a tab was scrolled to, and the cursor then.
type Place = (i32, Step);

#[function_component]
fn Panel(props: &PanelProps) -> Html {
    let PanelProps { id, tab, cursor, is_following, children } = props.clone();
    let panel = use_node_ref();
    let places = use_mut_ref(SortedMap::<AttrValue, Place>::new);
    {
        let (panel, places) = (panel.clone(), places.clone());
        use_effect_with(tab.clone(), move |tab| {
            let place = places.borrow().get(tab).copied();
            // If the cursor has moved meanwhile, what follows it has gone there already.
            let is_there = is_following && place.is_none_or(|(_, then)| then != cursor);
            if let Some(panel) = panel.cast::<Element>().filter(|_| !is_there) {
                panel.set_scroll_top(place.map_or(0, |(top, _)| top));
            }
        });
    }
    let keep = {
        let tab = tab.clone();
        Callback::from(move |event: Event| {
            let panel: Element = event.target_unchecked_into();
            places.borrow_mut().insert(tab.clone(), (panel.scroll_top(), cursor));
        })
    };
    html! {
        <div class="panel" role="tabpanel" tabindex="0" {id} ref={panel} aria-labelledby={tab} onscroll={keep}>
            { children }
        </div>
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
