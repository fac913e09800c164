//! The gallery: every demo by section, and a search. Arrow keys walk through it, so that it is one stop for Tab.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, InputEvent};
use yew::{
    Callback, Html, KeyboardEvent, Properties, TargetCast, UseStateSetter, function_component, html,
    use_effect_with, use_memo, use_node_ref, use_state,
};

use super::course::{course, picker};
use super::found_demos::found_demos;
use super::model::Model;
use super::scroll::scroll_within;
use crate::page::Idle;
use taskscope_gallery::{Entry, all, entries, way_at};
use taskscope_session::{Action, CourseStop, Program};
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GalleryProps {
    pub(crate) model: Model,
    /// Whether it is to be seen.
    pub(crate) is_open: bool,
    /// Called when a demo was chosen, or none is wanted: where it lies over the page, it closes.
    pub(crate) on_chosen: Callback<()>,
}

#[function_component]
pub(crate) fn Gallery(props: &GalleryProps) -> Html {
    let search = use_state(String::new);
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(props.model.session().settings().map(|settings| settings.demo.slug), move |_| {
            if let Some(list) = list.cast::<Element>() {
                scroll_within(&list, "[aria-current=page]");
            }
        });
    }
    {
        let fetch = props.model.fetch.clone();
        let shown = current(props);
        use_effect_with(shown, move |shown| {
            // What the visitor is likely to see next.
            let next = shown.and_then(|slug| way_at(slug).2).map(|next| next.slug);
            let idle = next.map(|slug| Idle::wait(move || fetch.emit(Some(slug))));
            move || drop(idle)
        });
    }
    // A class sees its course and nothing else, until it leaves it.
    let is_class = {
        let session = props.model.session();
        !session.teaching.course.is_empty() && !session.teaching.is_on
    };
    // Once for each search and whenever demos have come, not for each step of the cursor.
    let found = use_memo(((*search).clone(), all().count()), |(text, _)| taskscope_gallery::search(text));
    let demos: &'static [Entry] = if is_class { &[] } else { entries() };
    let shown = current(props);
    let reached = demos.iter().find(|demo| shown == Some(demo.slug)).or(demos.first()).map(|demo| demo.slug);
    let sections = demos.chunk_by(|one, next| one.section == next.section).map(|demos| {
        let title = demos.first().map_or_else(String::new, |demo| demo.section.title());
        // The number of the Book's section, or the kind, is apart.
        let (name, number) = title.split_once(" · ").unwrap_or((&title, ""));
        let entries = demos.iter().map(|demo| entry(props, demo, reached == Some(demo.slug)));
        html! {
            <section>
                <h2>{ name.to_owned() }<small>{ number.to_owned() }</small></h2>
                <ul>{ for entries }</ul>
            </section>
        }
    });
    let on_key = {
        let close = props.on_chosen.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => close.emit(()),
            key => walk(&event, key),
        })
    };
    html! {
        <nav ref={list} class={if props.is_open { "gallery open" } else { "gallery" }} aria-label={say::page::demos()} onkeydown={on_key}>
            <Search setter={search.setter()} fetch={props.model.fetch.clone()} />
            { course(&props.model) }
            // In one element: among a varying number of siblings the field would be made anew, without its text.
            <div>
                if is_class || search.trim().is_empty() {
                    { for sections }
                } else {
                    { found_demos(&props.model, &found, &props.on_chosen) }
                }
            </div>
        </nav>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SearchProps {
    setter: UseStateSetter<String>,
    fetch: Callback<Option<&'static str>>,
}

/// The search field, on its own so that it is drawn once: drawn anew while somebody types, it would lose letters.
#[function_component]
fn Search(props: &SearchProps) -> Html {
    let setter = props.setter.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        setter.set(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    let onfocus = props.fetch.reform(|_| None);
    html! {
        <input
            class="search"
            type="search"
            placeholder={say::page_gallery::placeholder()}
            aria-label={say::page_gallery::find()}
            {oninput}
            {onfocus}
        />
    }
}

/// The demo that is shown; a file that is open is none, even if it is a run of one.
fn current(props: &GalleryProps) -> Option<&'static str> {
    match &props.model.session().program {
        Program::BuiltIn(settings) => Some(settings.demo.slug),
        Program::Recording(_) => None,
    }
}

/// From link to link, and from the search to the first.
fn walk(event: &KeyboardEvent, key: &str) {
    let Some(from) = event.target_dyn_into::<Element>() else { return };
    let gallery = from.closest(".gallery").ok().flatten();
    let Some(links) = gallery.and_then(|gallery| gallery.query_selector_all("a").ok()) else { return };
    let at = (0..links.length())
        .find(|&index| links.item(index).is_some_and(|link| from.is_same_node(Some(&link))));
    let to = match (key, at) {
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", Some(at)) if at > 0 => at - 1,
        ("ArrowDown", None) | ("Home", Some(_)) => 0,
        ("End", Some(_)) => links.length().saturating_sub(1),
        _ => return,
    };
    let link = links.item(to).and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        event.prevent_default();
        event.stop_propagation();
        // Fails only for what can't have the focus.
        drop(link.focus());
    }
}

/// `is_reached` if Tab leads to it: to the one that is shown, or else the first.
fn entry(props: &GalleryProps, demo: &'static Entry, is_reached: bool) -> Html {
    let stop = CourseStop::first_of(demo);
    let is_current = current(props) == Some(demo.slug);
    let is_seen = props.model.session().preferences.has_seen(demo.slug);
    let (act, on_chosen) = (props.model.act.clone(), props.on_chosen.clone());
    let choose = Callback::from(move |event: yew::MouseEvent| {
        // A click with a modifier opens the link in a tab of its own, as links do.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            if let Some(stop) = stop {
                act.emit(Action::GoToDemo(stop));
            }
            on_chosen.emit(());
        }
    });
    let slug = demo.slug;
    let is_coming = props.model.session().wanted() == Some(slug);
    html! {
        <li key={demo.slug}>
            <a
                href={props.model.link_to(demo.slug)}
                onclick={choose}
                onpointerenter={props.model.fetch.reform(move |_| Some(slug))}
                onfocus={props.model.fetch.reform(move |_| Some(slug))}
                aria-busy={is_coming.then_some("true")}
                aria-current={is_current.then_some("page")}
                tabindex={if is_reached { "0" } else { "-1" }}
            >
                if is_seen { { mark("seen", "✓", say::page_gallery::seen()) } }
                <span>{ demo.title }</span>
                if demo.has_bad() { { mark("both", "⇄", say::page_gallery::both()) } }
            </a>
            { picker(&props.model, demo) }
        </li>
    }
}

fn mark(class: &'static str, sign: &'static str, says: String) -> Html {
    html! { <small {class} role="img" title={says.clone()} aria-label={says}>{ sign }</small> }
}
