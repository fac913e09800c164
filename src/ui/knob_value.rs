//! A knob inside the source: the value stands where the program reads it, and can be dragged, stepped and typed.

use web_sys::{Element, FocusEvent, HtmlInputElement, KeyboardEvent, PointerEvent};
use yew::{
    Callback, Html, Properties, TargetCast, UseStateHandle, function_component, html, use_effect_with,
    use_mut_ref, use_node_ref, use_state,
};

use super::knobs::Scale;
use super::model::Model;
use taskscope_gallery::{Knob, KnobKind, knob_text};
use taskscope_session::{Action, Settings};
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct KnobValueProps {
    pub(super) model: Model,
    /// What the knob is called.
    pub(super) name: &'static str,
    /// What the source says, shown where the program has no such knob.
    pub(super) text: &'static str,
}

/// Where a drag began: the pointer, and the position on the knob's scale.
#[derive(Clone, Copy)]
struct Drag {
    x: i32,
    position: f64,
    has_moved: bool,
}

#[function_component]
pub(super) fn KnobValue(props: &KnobValueProps) -> Html {
    let settings = props.model.session().settings();
    let is_typing = use_state(|| false);
    let drag = use_mut_ref(|| None::<Drag>);
    let (place, was_typing) = (use_node_ref(), use_mut_ref(|| false));
    {
        let place = place.clone();
        use_effect_with(*is_typing, move |&is_typing| {
            let had_typed = std::mem::replace(&mut *was_typing.borrow_mut(), is_typing);
            // After the field the value has the focus again.
            if let (true, false, Some(value)) = (had_typed, is_typing, place.cast::<web_sys::HtmlElement>()) {
                value.focus().ok();
            }
        });
    }
    let found = settings.and_then(|settings| {
        let mut knobs = settings.knobs.iter();
        knobs.find(|(knob, _)| knob.name == props.name).map(|(knob, value)| (settings, knob, value))
    });
    let Some((settings, knob, value)) = found else { return html! { { props.text } } };
    let turn = turning(&props.model, settings, knob);
    if knob.kind == KnobKind::Switch {
        return switch(knob, value, &turn);
    }
    if *is_typing {
        return html! { <Typed {knob} {value} {turn} done={Callback::from(move |()| is_typing.set(false))} /> };
    }
    let scale = Scale { min: knob.min, max: knob.max };
    let shown = knob_text(knob, value);
    html! {
        <span
            ref={place}
            class="knob-value"
            role="spinbutton"
            tabindex="0"
            title={say::page_source::knob(knob.name)}
            aria-label={knob.name}
            aria-valuemin={knob.min.to_string()}
            aria-valuemax={knob.max.to_string()}
            aria-valuenow={value.to_string()}
            aria-valuetext={shown.clone()}
            onkeydown={keys(scale, value, &turn, &is_typing)}
            onclick={|event: web_sys::MouseEvent| event.stop_propagation()}
            onpointerdown={Callback::from({
                let drag = drag.clone();
                move |event: PointerEvent| {
                    // Other buttons open menus, and may never be seen to be let go.
                    if event.button() != 0 {
                        return;
                    }
                    let target = event.target_unchecked_into::<Element>();
                    // Without the capture a drag ends at the edge of the value.
                    target.set_pointer_capture(event.pointer_id()).ok();
                    let position = f64::from(scale.position(value));
                    *drag.borrow_mut() = Some(Drag { x: event.client_x(), position, has_moved: false });
                }
            })}
            onpointermove={Callback::from({
                let (drag, turn) = (drag.clone(), turn.clone());
                move |event: PointerEvent| {
                    if let Some(drag) = drag.borrow_mut().as_mut() {
                        let by = event.client_x() - drag.x;
                        drag.has_moved |= by.abs() > 3;
                        if drag.has_moved {
                            turn.emit(scale.value((drag.position + f64::from(by)).clamp(0.0, Scale::END)));
                        }
                    }
                }
            })}
            onpointercancel={Callback::from({
                let drag = drag.clone();
                move |_: PointerEvent| *drag.borrow_mut() = None
            })}
            onpointerup={Callback::from(move |_: PointerEvent| {
                let was_click = drag.borrow_mut().take().is_some_and(|drag| !drag.has_moved);
                if was_click {
                    is_typing.set(true);
                }
            })}
        >
            { shown }
        </span>
    }
}

/// What gives the knob another value: the program runs anew if that is one.
fn turning(model: &Model, settings: Settings, knob: &'static Knob) -> Callback<u32> {
    let act = model.act.clone();
    Callback::from(move |value: u32| {
        if let Some(knobs) = settings.knobs.with(knob.name, value).filter(|knobs| *knobs != settings.knobs) {
            act.emit(Action::Choose(Settings { knobs, ..settings }));
        }
    })
}

fn switch(knob: &'static Knob, value: u32, turn: &Callback<u32>) -> Html {
    let flip = turn.reform(move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        1 - value.min(1)
    });
    let mark = if value == 0 { "✗" } else { "✓" };
    html! {
        <button
            class="knob-value"
            role="switch"
            title={say::page_source::switch(knob.name)}
            aria-checked={(value != 0).to_string()}
            aria-label={knob.name}
            onclick={flip}
        >
            { knob.name }{ " " }{ mark }
        </button>
    }
}

/// Arrows turn the knob by a step, page keys by ten, Home and End to the ends of its range; Enter begins to type.
fn keys(
    scale: Scale,
    value: u32,
    turn: &Callback<u32>,
    is_typing: &UseStateHandle<bool>,
) -> Callback<KeyboardEvent> {
    let (turn, is_typing) = (turn.clone(), is_typing.clone());
    Callback::from(move |event: KeyboardEvent| {
        let turned = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => scale.stepped(value, 1),
            "ArrowDown" | "ArrowLeft" => scale.stepped(value, -1),
            "PageUp" => scale.stepped(value, 10),
            "PageDown" => scale.stepped(value, -10),
            "Home" => scale.min,
            "End" => scale.max,
            "Enter" => {
                event.prevent_default();
                event.stop_propagation();
                is_typing.set(true);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        turn.emit(turned);
    })
}

#[derive(Clone, PartialEq, Properties)]
struct TypedProps {
    knob: &'static Knob,
    value: u32,
    turn: Callback<u32>,
    done: Callback<()>,
}

/// A field in place of the value. A number out of range becomes the nearest one; what is no number changes nothing.
#[function_component]
fn Typed(props: &TypedProps) -> Html {
    let field = use_node_ref();
    {
        let (field, value) = (field.clone(), props.value);
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // Only once: what is being typed stays while the app is drawn anew.
                field.set_value(&value.to_string());
                // A field that can't be focused can still be clicked.
                field.focus().ok();
                field.select();
            }
        });
    }
    let commit = {
        let (turn, done) = (props.turn.clone(), props.done.clone());
        move |field: &HtmlInputElement| {
            if let Ok(value) = field.value().trim().parse() {
                turn.emit(value);
            }
            done.emit(());
        }
    };
    let onkeydown = Callback::from({
        let (commit, done, value) = (commit.clone(), props.done.clone(), props.value);
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.stop_propagation();
                commit(&event.target_unchecked_into());
            }
            "Escape" => {
                event.stop_propagation();
                // A browser may say of a field that goes that it has lost the focus, and what it says then counts.
                event.target_unchecked_into::<HtmlInputElement>().set_value(&value.to_string());
                done.emit(());
            }
            _ => {}
        }
    });
    let onblur = Callback::from(move |event: FocusEvent| commit(&event.target_unchecked_into()));
    html! {
        <input
            ref={field}
            class="knob-value"
            type="number"
            inputmode="numeric"
            min={props.knob.min.to_string()}
            max={props.knob.max.to_string()}
            aria-label={props.knob.name}
            onclick={|event: web_sys::MouseEvent| event.stop_propagation()}
            {onkeydown}
            {onblur}
        />
    }
}
