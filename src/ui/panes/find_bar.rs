//! Beside the tabs over the sentences: whose are shown, of which part of the run, and a search in them.

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::{Callback, Html, Properties, TargetCast, classes, function_component, html};

use super::range_menu::range_menu;
use crate::ui::model::Model;
use crate::ui::pick::{Choice, pick};
use taskscope_session::{Action, Look, Matches, Walk};
use taskscope_tell::say;

/// Tasks that can be chosen; a native list of more could not be read.
const MOST: usize = 500;

pub(super) fn find_bar(model: &Model) -> Html {
    let session = model.session();
    let find = &session.view.find;
    let matches = session.shown().matches();
    html! {
        <>
            <span class="space"></span>
            { tasks(model) }
            { range_menu(model) }
            <div class={classes!("find", matches.is_some().then_some("used"))} role="search">
                <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
                    <path d="M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.5 10.5l4 4" />
                </svg>
                <FindField act={model.act.clone()} text={find.text().to_owned()} />
                <span class="place" aria-live="polite">{ matches.map_or_else(String::new, matches_text) }</span>
                { beside(model, "‹", (say::page_find::previous(), "P"), Walk::PreviousMatch) }
                { beside(model, "›", (say::page_find::next(), "N"), Walk::NextMatch) }
            </div>
        </>
    }
}

/// A list of the tasks: the sentences that name the chosen one are shown alone.
fn tasks(model: &Model) -> Html {
    let session = model.session();
    let (trace, state) = (session.run.trace(), session.run.live_state());
    let tasks: Vec<_> = state.tasks.values().take(MOST).map(|task| task.id).collect();
    if tasks.len() < 2 {
        return Html::default();
    }
    let names = tasks.iter().map(|&task| Choice::from(trace.task_name(task)));
    let choices: Vec<Choice> = [Choice::from(say::page_find::all_tasks())].into_iter().chain(names).collect();
    let chosen = session.view.find.task().and_then(|task| tasks.iter().position(|&other| other == task));
    let on_choose = model.act.reform(move |index: usize| {
        Action::Look(Look::OnlyTask(index.checked_sub(1).and_then(|index| tasks.get(index).copied())))
    });
    pick(say::page_find::tasks(), &choices, chosen.map_or(0, |index| index + 1), &on_choose)
}

/// How many there are and where among them the cursor is, or how far the search is.
fn matches_text(matches: Matches) -> String {
    let Matches { count, up_to_cursor, searching } = matches;
    if let Some(share) = searching {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of hundred")]
        let percent = say::page_find::percent((share * 100.0) as u64);
        return say::page_find::searching(&percent);
    }
    match (count, up_to_cursor) {
        (0, _) => say::page_find::none(),
        (_, 0) => say::page_find::found(count as u64),
        _ => say::page_find::place(up_to_cursor as u64, count as u64),
    }
}

fn beside(model: &Model, sign: &'static str, (label, key): (String, &str), walk: Walk) -> Html {
    let title = say::page_controls::with_key(&label, key);
    let is_off = model.session().shown().found().is_empty();
    html! {
        <button class="btn plain" aria-label={label} {title} disabled={is_off} onclick={model.on(Action::Walk(walk))}>
            { sign }
        </button>
    }
}

#[derive(Clone, Properties)]
struct FieldProps {
    act: Callback<Action>,
    /// What it begins with.
    text: String,
}

/// Drawn once: drawn anew while somebody types, it would lose letters.
impl PartialEq for FieldProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[function_component]
fn FindField(props: &FieldProps) -> Html {
    let oninput = props.act.reform(|event: InputEvent| {
        Action::Look(Look::Find(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                act.emit(Action::Walk(if event.shift_key() { Walk::PreviousMatch } else { Walk::NextMatch }));
            }
            "Escape" => {
                // It takes back the words, and nothing else that is selected.
                event.stop_propagation();
                let field: HtmlInputElement = event.target_unchecked_into();
                if field.value().is_empty() {
                    // Fails only for what can't have the focus.
                    drop(field.blur());
                } else {
                    field.set_value("");
                    act.emit(Action::Look(Look::Find(String::new())));
                }
            }
            _ => {}
        })
    };
    html! {
        <input
            class="search"
            type="search"
            placeholder={say::page_find::placeholder()}
            aria-label={say::page_find::label()}
            title={say::page_controls::with_key(&say::page_find::label(), "L")}
            value={props.text.clone()}
            {oninput}
            {onkeydown}
        />
    }
}
