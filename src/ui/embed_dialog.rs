//! The dialog with the text that shows the view in another page: chosen, read and copied.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::{Callback, Component, Context, Html, NodeRef, TargetCast, html};

use super::modal::Modal;
use super::model::{Model, Props};
use super::radio_row::radio_row;
use crate::page::copied;
use taskscope_session::{
    Action, Dialog, EXPORTS, Embed, EmbedForm, EmbedSource, Part, RECORDING, Theme, address,
};
use taskscope_tell::say;

pub(crate) fn embed_dialog(model: &Model) -> Html {
    html! {
        <Modal model={model.clone()} dialog={Dialog::Embed} label={say::page_embed::title()}>
            <EmbedCode model={model.clone()} />
        </Modal>
    }
}

/// What has been chosen since the dialog opened.
struct EmbedCode {
    form: EmbedForm,
    embed: Embed,
    text: NodeRef,
    /// What became of the last copy.
    told: String,
}

enum Choice {
    Form(EmbedForm),
    Part(Part),
    Theme(Theme),
    Height(u32),
    Playing,
    Copy(Rc<str>),
    Copied(bool),
}

const THEMES: [(Theme, fn() -> String); 3] = [
    (Theme::Auto, say::page_embed::as_page),
    (Theme::Dark, say::page_embed::dark),
    (Theme::Light, say::page_embed::light),
];

impl Component for EmbedCode {
    type Message = Choice;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            form: EmbedForm::default(),
            embed: Embed::default(),
            text: NodeRef::default(),
            told: String::new(),
        }
    }

    fn update(&mut self, context: &Context<Self>, choice: Choice) -> bool {
        self.told = String::new();
        match choice {
            Choice::Form(form) => self.form = form,
            Choice::Part(part) if self.embed.parts.contains(&part) => drop(self.embed.parts.remove(&part)),
            Choice::Part(part) => drop(self.embed.parts.insert(part)),
            Choice::Theme(theme) => self.embed.theme = theme,
            Choice::Height(height) => self.embed.height = height,
            Choice::Playing => self.embed.is_playing = !self.embed.is_playing,
            Choice::Copy(code) => {
                let link = context.link().clone();
                spawn_local(async move { link.send_message(Choice::Copied(copied(&code).await)) });
                return false;
            }
            Choice::Copied(true) => self.told = say::page::copied(),
            Choice::Copied(false) => self.select(),
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let model = &context.props().model;
        let link = context.link();
        let code: Rc<str> = self.code(model).into();
        // Long lines take two, where a browser does not measure them itself.
        let rows = (code.lines().count() + 2).to_string();
        html! {
            <div class="embed">
                { self.choices(model, link) }
                { recording_note(model) }
                <textarea class="code" ref={self.text.clone()} readonly=true spellcheck="false" {rows}
                    aria-label={say::page_embed::text()} value={code.to_string()} />
                <div class="buttons">
                    <button class="btn primary" onclick={link.callback(move |_| Choice::Copy(Rc::clone(&code)))}>
                        { say::page::copy() }
                    </button>
                    <span class="label" aria-live="polite">{ &self.told }</span>
                    <span class="space"></span>
                    <a class="btn" href={format!("{}embeds.html", model.site)} target="_blank" rel="noopener">{ say::page_embed::examples() }</a>
                    <button class="btn" onclick={model.on(Action::ShowDialog(None))}>{ say::page::close() }</button>
                </div>
            </div>
        }
    }
}

impl EmbedCode {
    fn code(&self, model: &Model) -> String {
        let session = model.session();
        let query = address(&session);
        let file = format!("{}.taskscope.json", session.file_stem());
        let source = match session.program.recording() {
            Some(_) => EmbedSource::Recording(&file),
            None => EmbedSource::Program(&query),
        };
        self.embed.code(self.form, source, &model.site)
    }

    /// The text stands ready to be copied by hand.
    fn select(&mut self) {
        self.told = say::page_embed::refused();
        if let Some(text) = self.text.cast::<HtmlTextAreaElement>() {
            // Fails only for elements that can't have the focus.
            drop(text.focus());
            text.select();
        }
    }

    fn choices(&self, model: &Model, link: &yew::html::Scope<Self>) -> Html {
        // A frame shows what can be said in an address.
        let is_saved = model.session().program.recording().is_some();
        let forms: Vec<_> =
            EmbedForm::ALL.into_iter().filter(|form| !is_saved || *form != EmbedForm::Frame).collect();
        let labels: Vec<_> = forms.iter().map(|form| form.label().to_owned()).collect();
        let form = forms.iter().position(|form| *form == self.form).unwrap_or_default();
        let on_form =
            link.callback(move |index: usize| Choice::Form(forms.get(index).copied().unwrap_or_default()));
        let theme = THEMES.iter().position(|(theme, _)| *theme == self.embed.theme).unwrap_or_default();
        let on_theme = link
            .callback(|index: usize| Choice::Theme(THEMES.get(index).map_or(Theme::Auto, |theme| theme.0)));
        let part = |part: Part| {
            check(
                part.label(),
                self.embed.parts.contains(&part),
                &link.callback(move |()| Choice::Part(part)),
            )
        };
        html! {
            <>
                { radio_row(say::page_embed::form(), "embed-form", &labels, form, &on_form) }
                <fieldset><legend>{ say::page_embed::shows() }</legend>{ for Part::ALL.map(part) }</fieldset>
                <fieldset>
                    <legend>{ say::page_embed::looks() }</legend>
                    { radio_row(say::page_embed::theme(), "embed-theme", &THEMES.map(|(_, says)| says()), theme, &on_theme) }
                    { self.height(link.callback(Choice::Height)) }
                    { check(say::page_embed::plays(), self.embed.is_playing, &link.callback(|()| Choice::Playing)) }
                </fieldset>
            </>
        }
    }

    fn height(&self, on_height: Callback<u32>) -> Html {
        let oninput = Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
            // Half a number, or none, is on its way to another one.
            if (240.0..=4000.0).contains(&value) {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in that range")]
                on_height.emit(value as u32);
            }
        });
        html! {
            <label class="check">
                { say::page_embed::height() }
                <input type="number" min="240" max="4000" step="10" value={self.embed.height.to_string()} {oninput} />
                { say::page_embed::pixels() }
            </label>
        }
    }
}

fn check(label: String, is_checked: bool, on_change: &Callback<()>) -> Html {
    html! {
        <label class="check">
            <input type="checkbox" checked={is_checked} onchange={on_change.reform(|_| ())} />{ label }
        </label>
    }
}

fn recording_note(model: &Model) -> Html {
    if model.session().program.recording().is_none() {
        return Html::default();
    }
    let form = EXPORTS.get(RECORDING as usize).map_or_else(String::new, |export| (export.label)());
    html! { <p>{ say::page_embed::carry(&form) }</p> }
}
