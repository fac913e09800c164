//! The gallery: every demo by section, and a search.

use web_sys::{Element, HtmlInputElement, InputEvent};
use yew::{
    Callback, Html, Properties, TargetCast, UseStateSetter, function_component, html, use_effect_with,
    use_node_ref, use_state,
};

use super::model::Model;
use super::scroll::scroll_within;
use taskscope_programs::{Demo, Variant, all, prose};
use taskscope_session::Action;
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GalleryProps {
    pub(crate) model: Model,
    /// Whether it is open, where it is a menu.
    pub(crate) is_open: bool,
    /// Called when a demo was chosen.
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
    let found: Vec<&'static Demo> = all().filter(|demo| matches(demo, &search)).collect();
    let sections = found.chunk_by(|one, next| one.section == next.section).map(|demos| {
        let entries = demos.iter().map(|demo| entry(props, demo));
        html! {
            <section>
                <h2>{ demos.first().map_or_else(String::new, |demo| demo.section.title()) }</h2>
                <ul>{ for entries }</ul>
            </section>
        }
    });
    html! {
        <nav ref={list} class={if props.is_open { "gallery open" } else { "gallery" }} aria-label={say::page::demos()}>
            <Search setter={search.setter()} />
            // In one element: among a varying number of siblings the field would be made anew, without its text.
            <div>{ for sections }</div>
            if found.is_empty() {
                <p class="empty">{ say::page_gallery::nothing() }</p>
            }
        </nav>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SearchProps {
    setter: UseStateSetter<String>,
}

/// The search field, on its own so that it is drawn once: drawn anew while somebody types, it would lose letters.
#[function_component]
fn Search(props: &SearchProps) -> Html {
    let setter = props.setter.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        setter.set(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    html! {
        <input
            class="search"
            type="search"
            placeholder={say::page_gallery::placeholder()}
            aria-label={say::page_gallery::find()}
            {oninput}
        />
    }
}

fn matches(demo: &Demo, search: &str) -> bool {
    let watch = demo.variants.iter().map(|variant| prose::plain(variant.watch)).collect::<String>();
    let text = format!("{} {} {watch}", demo.title, demo.section.title()).to_ascii_lowercase();
    search.to_ascii_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn entry(props: &GalleryProps, demo: &'static Demo) -> Html {
    let settings = props.model.session().settings_for(demo);
    let is_current = props.model.session().settings().is_some_and(|shown| shown.is_of(demo));
    let (act, on_chosen) = (props.model.act.clone(), props.on_chosen.clone());
    let choose = Callback::from(move |event: yew::MouseEvent| {
        // A click with a modifier opens the link in a tab of its own, as links do.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            act.emit(Action::Choose(settings));
            on_chosen.emit(());
        }
    });
    let has_bad = demo.variants.iter().any(Variant::is_bad);
    let badge = if has_bad { "bad│fixed".to_owned() } else { demo.variants.len().to_string() };
    html! {
        <li key={demo.slug}>
            <a href={format!("?demo={}", demo.slug)} onclick={choose} aria-current={is_current.then_some("page")}>
                <span>{ demo.title }</span>
                if demo.variants.len() > 1 { <small>{ badge }</small> }
            </a>
        </li>
    }
}
