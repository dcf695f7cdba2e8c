//! The size of an element, followed while it changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

use crate::web::widgets::place;

/// Width and height of the content in whole CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

fn measure(element: &HtmlElement) -> Option<Size> {
    let size = Size {
        width: u32::try_from(element.client_width()).ok()?,
        height: u32::try_from(element.client_height()).ok()?,
    };
    (size.width > 0 && size.height > 0).then_some(size)
}

/// The element's size; `None` until it has one, the last one while it is hidden.
#[hook]
pub fn use_size(node: &NodeRef) -> Option<Size> {
    let size = use_state(|| None::<Size>);
    let setter = size.setter();
    let node = node.clone();
    use_effect_with((), move |()| {
        let element = node.cast::<HtmlElement>();
        let watch = element.and_then(|element| {
            setter.set(measure(&element));
            let watched = element.clone();
            let last = std::cell::Cell::new(measure(&element));
            let changed = Closure::<dyn Fn()>::new(move || {
                let now = measure(&watched);
                if now.is_some() && last.replace(now) != now {
                    setter.set(now);
                }
            });
            let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, changed))
        });
        move || {
            if let Some((observer, _changed)) = watch {
                observer.disconnect();
            }
        }
    });
    *size
}

/// How much larger the type of the page is than that of a laptop: the style sheet decides by the screen.
#[must_use]
pub fn type_scale() -> f64 {
    /// `html` of `controls.css`, in CSS pixels.
    const LAPTOP: f64 = 14.0;
    let size = place::root()
        .and_then(|root| gloo::utils::window().get_computed_style(&root).ok().flatten())
        .and_then(|style| style.get_property_value("font-size").ok())
        .and_then(|text| text.strip_suffix("px")?.parse::<f64>().ok());
    size.map_or(1.0, |size| size / LAPTOP)
}

/// Device pixels to a CSS pixel.
#[must_use]
pub fn pixel_ratio() -> f64 {
    gloo::utils::window().device_pixel_ratio().max(1.0)
}
