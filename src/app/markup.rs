//! What `html! { … }` calls: builds the page's tree tag by tag.

use std::any::{Any, type_name};
use std::rc::Rc;

pub use markup::{html, piece};
use yew::functional::{Hook, HookContext};
use yew::html::IntoPropValue;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, VComp, VList, VNode, VTag, VText};

/// A tag that is not closed yet, or a list of nodes without a tag.
#[derive(Default)]
struct Open {
    tag: Option<VTag>,
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    children: Vec<VNode>,
}

/// Builds a part of the page.
#[derive(Default)]
pub struct Markup {
    outer: Vec<Open>,
    open: Open,
}

impl Markup {
    /// With nothing in it.
    #[must_use]
    #[inline(never)]
    pub fn new() -> Self {
        Self::default()
    }

    fn begin(&mut self, open: Open) {
        let outer = std::mem::replace(&mut self.open, open);
        self.outer.push(outer);
    }

    fn end(&mut self) -> Open {
        let outer = self.outer.pop().expect("as many tags are closed as are opened");
        std::mem::replace(&mut self.open, outer)
    }

    /// Opens a tag with these attributes, whose values follow in the same order.
    #[inline(never)]
    pub fn open(&mut self, name: &'static str, keys: &'static [&'static str]) {
        self.begin(Open {
            tag: Some(VTag::new(name)),
            keys,
            ..Open::default()
        });
    }

    /// Opens a list without a tag.
    #[inline(never)]
    pub fn list(&mut self) {
        self.begin(Open::default());
    }

    fn tag(&mut self) -> &mut VTag {
        self.open
            .tag
            .as_mut()
            .expect("attributes follow the tag that they belong to")
    }

    /// The value of the next attribute, always the same.
    #[inline(never)]
    pub fn fixed(&mut self, value: &'static str) {
        self.open.values.push(Some(AttributeOrProperty::Static(value)));
    }

    #[inline(never)]
    fn attribute(&mut self, value: Option<AttrValue>) {
        self.open.values.push(value.map(AttributeOrProperty::Attribute));
    }

    /// Whether the next attribute, which needs no value, is there.
    #[inline(never)]
    pub fn there(&mut self, is: bool) {
        let name = self.open.keys[self.open.values.len()];
        self.open.values.push(is.then_some(AttributeOrProperty::Static(name)));
    }

    #[inline(never)]
    fn key(&mut self, key: Key) {
        self.tag().key = Some(key);
    }

    /// Gives access to the element.
    #[inline(never)]
    pub fn node_ref(&mut self, node_ref: NodeRef) {
        self.tag().node_ref = node_ref;
    }

    /// What an input holds.
    #[inline(never)]
    pub fn value(&mut self, value: Option<AttrValue>) {
        self.tag().set_value(value);
    }

    /// Whether an input is ticked.
    #[inline(never)]
    pub fn checked(&mut self, is: bool) {
        self.tag().set_checked(is);
    }

    /// Hears an event.
    #[inline(never)]
    pub fn on(&mut self, listener: Option<Rc<dyn Listener>>) {
        self.open.listeners.push(listener);
    }

    /// A child that is built already.
    #[inline(never)]
    pub fn push(&mut self, child: VNode) {
        self.open.children.push(child);
    }

    /// Children that are built already.
    pub fn extend(&mut self, children: impl Iterator<Item = VNode>) {
        for child in children {
            self.push(child);
        }
    }

    /// Closes a list.
    #[inline(never)]
    pub fn close_list(&mut self) {
        let list = self.end().children;
        self.push(listed(list));
    }

    /// Closes a tag whose children are a list.
    #[inline(never)]
    pub fn close(&mut self) {
        let children = std::mem::take(&mut self.open.children);
        self.push(listed(children));
        self.close_one();
    }

    /// Closes a tag with one child or none.
    #[inline(never)]
    pub fn close_one(&mut self) {
        let Open {
            tag,
            keys,
            values,
            listeners,
            mut children,
        } = self.end();
        let mut tag = tag.expect("what is closed was opened as a tag");
        if !keys.is_empty() {
            tag.set_attributes(Attributes::Dynamic {
                keys,
                values: values.into_boxed_slice(),
            });
        }
        if !listeners.is_empty() {
            tag.set_listeners(listeners.into_boxed_slice());
        }
        if let (Some(place), Some(child)) = (tag.children_mut(), children.pop()) {
            *place = child;
        }
        self.push(tag.into());
    }

    /// The only node built.
    #[inline(never)]
    pub fn one(mut self) -> VNode {
        self.open.children.pop().unwrap_or_default()
    }

    /// All that was built.
    #[inline(never)]
    pub fn all(self) -> VNode {
        listed(self.open.children)
    }
}

fn listed(children: Vec<VNode>) -> VNode {
    VNode::VList(Rc::new(VList::with_children(children, None)))
}

/// What may stand in braces.
pub trait Child {
    /// Appends it.
    fn put(self, markup: &mut Markup);
}

/// What an attribute may be set to.
pub trait Text {
    /// Gives it to the next attribute.
    fn put(self, markup: &mut Markup);
}

/// What may tell a tag from its neighbours.
pub trait Name {
    /// Gives it to the tag.
    fn put(self, markup: &mut Markup);
}

// None of these is inlined: a call is shorter than what it does.
macro_rules! put {
    ($($trait:ident for $type:ty: |$value:ident, $markup:ident| $body:expr;)*) => {$(
        impl $trait for $type {
            #[inline(never)]
            fn put(self, $markup: &mut Markup) {
                let $value = self;
                $body;
            }
        }
    )*};
}

put! {
    Child for VNode: |node, markup| markup.push(node);
    Child for AttrValue: |value, markup| markup.push(text(value));
    Child for &'static str: |value, markup| markup.push(text(AttrValue::Static(value)));
    Child for String: |value, markup| markup.push(text(value.into()));
    Child for &String: |value, markup| markup.push(text(value.clone().into()));
    Child for Vec<VNode>: |nodes, markup| markup.extend(nodes.into_iter());

    Text for AttrValue: |value, markup| markup.attribute(Some(value));
    Text for Option<AttrValue>: |value, markup| markup.attribute(value);
    Text for &'static str: |value, markup| markup.fixed(value);
    Text for Option<&'static str>: |value, markup| markup.attribute(value.map(AttrValue::Static));
    Text for String: |value, markup| markup.attribute(Some(value.into()));
    Text for Option<String>: |value, markup| markup.attribute(value.map(AttrValue::from));
    Text for Classes: |value, markup| markup.attribute(value.into_prop_value());

    Name for &str: |value, markup| markup.key(value.into());
    Name for String: |value, markup| markup.key(value.into());
    Name for &AttrValue: |value, markup| markup.key(value.as_str().into());
    Name for AttrValue: |value, markup| markup.key(value.as_str().into());
    Name for u32: |value, markup| markup.key(value.into());
    Name for usize: |value, markup| markup.key(value.into());
}

impl<T: Child> Child for Option<T> {
    fn put(self, markup: &mut Markup) {
        if let Some(child) = self {
            child.put(markup);
        }
    }
}

fn text(text: AttrValue) -> VNode {
    VText::new(text).into()
}

/// A value as a node.
pub fn node(value: impl IntoPropValue<VNode>) -> VNode {
    value.into_prop_value()
}

/// A part of the page with a state of its own, which is drawn again when it or its state changes. For Yew all of them are one
/// component: each component of its own would cost another copy of Yew's machinery.
pub trait Piece: Any {
    /// Draws it.
    fn draw(&self, context: &mut HookContext) -> Html;
    /// Whether it is the same as `other`.
    fn is(&self, other: &dyn Any) -> bool;
}

/// What Yew knows of a piece.
#[derive(Clone, Properties)]
struct Erased {
    piece: Rc<dyn Piece>,
}

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.piece;
        self.piece.is(other)
    }
}

/// The hook that runs the hooks of a piece.
struct Drawing<'a>(&'a dyn Piece);

impl Hook for Drawing<'_> {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        self.0.draw(context)
    }
}

fn use_piece(piece: &dyn Piece) -> Drawing<'_> {
    Drawing(piece)
}

#[function_component(Shell)]
fn shell(props: &Erased) -> Html {
    use_piece(&*props.piece)
}

/// A piece as a node. Without a key, its type tells it from its neighbours, since pieces of two types must not share a state.
pub fn piece<P: Piece>(key: Option<Key>, piece: P) -> Html {
    erased(key.unwrap_or_else(|| type_name::<P>().into()), Rc::new(piece))
}

#[inline(never)]
fn erased(key: Key, piece: Rc<dyn Piece>) -> Html {
    VComp::new::<Shell>(Rc::new(Erased { piece }), Some(key)).into()
}
