//! A row of choices of which one is taken: native radio buttons that look like one control.

use yew::{Callback, Html, html};

/// Draws the control. `label` is said to assistive technology; `name` must be unique in the tree the control is in, as
/// radio buttons of one name exclude each other; `on_choose` is given the index of the choice.
pub(crate) fn radio_row(
    label: String,
    name: &str,
    choices: &[String],
    chosen: usize,
    on_choose: &Callback<usize>,
) -> Html {
    let buttons = choices.iter().enumerate().map(|(index, choice)| {
        let on_choose = on_choose.reform(move |_| index);
        html! {
            <label key={index}>
                <input type="radio" name={name.to_owned()} checked={index == chosen} onchange={on_choose} />
                <span>{ choice }</span>
            </label>
        }
    });
    html! {
        <div class="seg" role="radiogroup" aria-label={label.clone()} title={label}>{ for buttons }</div>
    }
}
