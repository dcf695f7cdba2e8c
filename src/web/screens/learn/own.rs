//! A lesson of one's own: opened or dropped as a file, or written here, with what is not understood beside it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::Shown;
use super::steps::kind;
use crate::learn::{LONGEST, check, pack};
use crate::link::Learning;
use crate::link::learning::{Name, Packed};
use crate::params::ScreenName;
use crate::state::learn::Action;
use crate::state::learn::desk::beginning;
use crate::state::learn::sources::{OWN, Opened, WRITE};
use crate::web::screens::ScreenProps;
use crate::web::shell::address;
use crate::web::widgets::share::copy::Copyable;
use crate::web::widgets::share::save::{save, text_address};
use crate::{link, say, state, word};

/// Opens a file of the reader as a lesson. It stays on the machine.
fn take(shown: &Shown, file: File) {
    let (shown, then) = (shown.clone(), own(&shown.learn.keys, OWN));
    spawn_local(async move {
        // A little more than a lesson can be, so that it is told what was left out.
        let most = (LONGEST + 1024) as f64;
        let part = file.slice_with_f64_and_f64(0.0, most);
        if let Ok(part) = part
            && let Ok(text) = JsFuture::from(part.text()).await
        {
            shown
                .on_action
                .emit(Action::Write(text.as_string().unwrap_or_default()));
            shown.on_travel.emit(link_to(&shown, &then));
        }
    });
}

/// Takes what a link opens to where a lesson is written, as one more step of it.
pub fn make_step(props: &ScreenProps) -> Callback<String> {
    let props = props.clone();
    Callback::from(move |what: String| {
        let shell = &props.state;
        let keys = own(&Learning::default(), WRITE);
        props.on_sheet.emit(None);
        props
            .on_travel
            .emit(shell.link_with(ScreenName::Learn, |text| link::add(text, &keys)));
        let step = Action::Add(what, shell.language());
        props.on_action.emit(state::Action::on_screen(step));
    })
}

fn own(keys: &Learning, name: &str) -> Learning {
    Learning {
        learn: Name::new(name).unwrap_or_default(),
        done: keys.done.clone(),
        ..Learning::default()
    }
}

fn link_to(shown: &Shown, keys: &Learning) -> String {
    shown.shell.link_with(ScreenName::Learn, |text| link::add(text, keys))
}

/// What is dropped on the list is opened.
pub fn on_drop(shown: &Shown) -> Callback<DragEvent> {
    let shown = shown.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(&shown, file);
        }
    })
}

/// A browser shows a file that is dropped on it, unless the page says that it takes files.
pub fn on_drag_over() -> Callback<DragEvent> {
    Callback::from(|event: DragEvent| event.prevent_default())
}

/// The ways to a lesson of one's own, for the foot of the list.
pub fn ways(shown: &Shown) -> Html {
    let language = shown.language();
    let onchange = {
        let shown = shown.clone();
        Callback::from(move |event: Event| {
            let field = event.target_dyn_into::<HtmlInputElement>();
            if let Some(file) = field.and_then(|field| field.files()?.get(0)) {
                take(&shown, file);
            }
        })
    };
    html! {
        <>
            <label class="file">
                <input type="file" accept=".md,.txt,text/markdown,text/plain" class="hidden" data-action="open-file" {onchange} />
                <span>{ word!(language, "Open a lesson of your own (or drop its file here)") }</span>
            </label>
            { shown.link(&own(&shown.learn.keys, WRITE), "", "write", html! { word!(language, "Write a lesson") }) }
        </>
    }
}

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct EditorProps {
    /// The lessons.
    pub shown: Shown,
}

/// A text box over the file, with its preview and its notices.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let shown = &props.shown;
    let language = shown.language();
    let text = shown
        .learn
        .own_text()
        .map_or_else(|| beginning(language), |text| text.to_string());
    let opened = use_memo(text.clone(), |text| Opened::new(text));
    let notices = use_memo(text.clone(), |text| {
        let opened = Opened::new(text);
        let mut notices = opened.notices.clone();
        notices.extend(check(&opened.lesson).1);
        notices
    });
    let packed = use_state(|| None::<String>);
    let said = use_state(String::new);
    {
        let packed = packed.setter();
        use_effect_with(text.clone(), move |_| packed.set(None));
    }
    let oninput = shown.on_action.reform(|event: InputEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        Action::Write(field.map(|field| field.value()).unwrap_or_default())
    });
    let on_step = |screen: ScreenName| {
        let (text, link, on_action) = (text.clone(), shown.shell.link_to(screen), shown.on_action.clone());
        Callback::from(move |_: MouseEvent| {
            on_action.emit(Action::Write(text.clone()));
            on_action.emit(Action::Add(link.clone(), language));
        })
    };
    let field = use_node_ref();
    {
        // A step that was made stands at the end.
        let field = field.clone();
        use_effect_with(shown.learn.added, move |added| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|_| *added > 0) {
                field.set_scroll_top(field.scroll_height());
            }
        });
    }
    let on_pack = {
        let (text, packed, said, shown) = (text.clone(), packed.setter(), said.setter(), shown.clone());
        Callback::from(move |_: MouseEvent| match pack(&text) {
            Ok(letters) => {
                let keys = Learning {
                    packed: Packed::new(&letters).unwrap_or_default(),
                    ..Learning::default()
                };
                packed.set(Some(address::for_others(&link_to(&shown, &keys))));
            }
            Err(unreadable) => said.set(unreadable.text(language).to_owned()),
        })
    };
    let on_save = {
        let (text, name) = (text.clone(), opened.lesson.name.clone());
        Callback::from(move |_: MouseEvent| {
            save(
                &format!("{}.md", if name.is_empty() { OWN } else { &name }),
                &text_address(&text, "md"),
            )
        })
    };
    html! {
        <main id="stage" class="lessons writing" tabindex="-1">
            <p key="head" class="ways">
                { shown.back() }
            </p>
            <h1 key="title">{ word!(language, "Write a lesson") }</h1>
            <div key="desk" class="desk">
                <div key="text">
                    <label for="lesson-text">{ word!(language, "The lesson as text (docs/lessons.md says how it is written)") }</label>
                    <textarea id="lesson-text" ref={field} rows="28" spellcheck="false" value={text.clone()} {oninput} />
                    <p class="ways">
                        <button type="button" data-action="step" onclick={on_step(ScreenName::Lab)}>{ word!(language, "Make what the Lab shows a step") }</button>
                        <button type="button" data-action="cluster-step" onclick={on_step(ScreenName::Cluster)}>{ word!(language, "Make what the cluster shows a step") }</button>
                        <button type="button" data-action="pack" onclick={on_pack}>{ word!(language, "Link with the whole lesson") }</button>
                        <button type="button" data-action="save" onclick={on_save}>{ word!(language, "Save as a file") }</button>
                        { shown.link(&own(&shown.learn.keys, OWN), "way primary", "try", html! { word!(language, "Try it ›") }) }
                    </p>
                    if let Some(link) = &*packed {
                        <Copyable name="lesson" label={word!(language, "Link")} text={link.clone()} rows=4 done={say!(language, "Copied: {0} characters.", link.len().to_string())} {language} say={
                            let said = said.setter();
                            Callback::from(move |text| said.set(text))
                        } />
                    }
                    <p role="status" class="note">{ (*said).clone() }</p>
                </div>
                <div key="preview" class="preview" aria-label={word!(language, "Preview")} role="region">
                    if notices.is_empty() {
                        <p key="fine" class="note" role="status">{ word!(language, "✓ All of it is understood, and what it claims is true.") }</p>
                    } else {
                        <ul key="notices" class="lesson-notices" role="status" data-part="lesson-notices">
                            for (index, notice) in notices.iter().enumerate() {
                                <li key={index}>{ notice.text(language) }</li>
                            }
                        </ul>
                    }
                    <h2 key="title">{ opened.lesson.title.clone() }</h2>
                    for (index, step) in opened.lesson.steps.iter().enumerate() {
                        <section key={index} class="prose">
                            <p class="kind">{ kind(step.kind).get(language) }</p>
                            <h3>{ opened.runs.text(&step.heading, None, language) }</h3>
                            for (index, prose) in step.text.iter().enumerate() {
                                <p key={index}>{ opened.runs.text(prose, None, language) }</p>
                            }
                            if !step.choices.is_empty() {
                                <ul>
                                    for (index, choice) in step.choices.iter().enumerate() {
                                        <li key={index}>{ if choice.is_right { "◆ " } else { "◇ " } }{ opened.runs.text(&choice.text, None, language) }</li>
                                    }
                                </ul>
                            }
                        </section>
                    }
                </div>
            </div>
        </main>
    }
}
