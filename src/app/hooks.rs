//! Yew's hooks for values of any type, each compiled once: Yew's own are compiled again for every type that they are used with,
//! which made a thirtieth of the page's code.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use yew::functional::{Hook, HookContext, UseStateHandle, UseStateSetter};
use yew::{Callback, NodeRef, TearDown};

type Value = Rc<dyn Any>;
type Make<'a> = Box<dyn FnOnce() -> Value + 'a>;

/// A value that says whether it has changed.
trait Same: Any {
    fn same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Same for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| other == self)
    }
}

struct Cause(Box<dyn Same>);

impl Cause {
    fn any(&self) -> &dyn Any {
        &*self.0
    }

    fn get<T: 'static>(&self) -> &T {
        self.any().downcast_ref().expect("a cause comes back as it was given")
    }
}

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.any())
    }
}

/// A hook whose answer has its type back.
pub struct Typed<H, T>(H, PhantomData<T>);

impl<H: Hook<Output = Value>, T: 'static> Hook for Typed<H, T> {
    type Output = Rc<T>;

    fn run(self, context: &mut HookContext) -> Rc<T> {
        self.0
            .run(context)
            .downcast()
            .expect("a value comes back as it was kept")
    }
}

/// Keeps a value.
pub struct Kept<'a>(Make<'a>);

impl Hook for Kept<'_> {
    type Output = Value;

    #[inline(never)]
    fn run(self, context: &mut HookContext) -> Value {
        let kept: Rc<Value> = yew::functional::use_ref(self.0).run(context);
        (*kept).clone()
    }
}

/// A value that lives as long as the component and may be changed without drawing again.
pub fn use_mut_ref<'a, T: 'static>(make: impl FnOnce() -> T + 'a) -> Typed<Kept<'a>, RefCell<T>> {
    Typed(Kept(Box::new(|| Rc::new(RefCell::new(make())))), PhantomData)
}

/// Access to an element of the page.
#[yew::hook]
pub fn use_node_ref() -> NodeRef {
    let node = use_mut_ref(NodeRef::default);
    let node = node.borrow();
    node.clone()
}

/// Keeps a value until its cause changes.
pub struct Memo<'a> {
    cause: Cause,
    make: Box<dyn FnOnce(&Cause) -> Value + 'a>,
}

impl Hook for Memo<'_> {
    type Output = Value;

    #[inline(never)]
    fn run(self, context: &mut HookContext) -> Value {
        let kept = use_mut_ref(|| None::<(Cause, Value)>).run(context);
        let mut kept = kept.borrow_mut();
        match &*kept {
            Some((cause, value)) if *cause == self.cause => value.clone(),
            _ => {
                let value = (self.make)(&self.cause);
                *kept = Some((self.cause, value.clone()));
                value
            }
        }
    }
}

/// A value that is made again whenever its cause changes.
pub fn use_memo<'a, C: PartialEq + 'static, T: 'static>(
    cause: C,
    make: impl FnOnce(&C) -> T + 'a,
) -> Typed<Memo<'a>, T> {
    let memo = Memo {
        cause: Cause(Box::new(cause)),
        make: Box::new(|cause| Rc::new(make(cause.get()))),
    };
    Typed(memo, PhantomData)
}

/// A callback that stays the same until what it needs changes.
#[yew::hook]
pub fn use_callback<I: 'static, C: Clone + PartialEq + 'static>(
    cause: C,
    callback: impl Fn(I, &C) + 'static,
) -> Callback<I> {
    let made = use_memo(cause, |cause: &C| {
        let cause = cause.clone();
        Callback::from(move |value| callback(value, &cause))
    });
    (*made).clone()
}

/// A value whose change draws again.
pub struct State<T>(UseStateHandle<Value>, PhantomData<T>);

/// Changes a [`State`].
pub struct Setter<T>(UseStateSetter<Value>, PhantomData<T>);

impl<T> Clone for Setter<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: 'static> Setter<T> {
    /// Another value from now on.
    pub fn set(&self, value: T) {
        self.0.set(Rc::new(value));
    }
}

impl<T: 'static> State<T> {
    /// What changes it, without holding the value that it has now.
    pub fn setter(&self) -> Setter<T> {
        Setter(self.0.setter(), PhantomData)
    }

    /// Another value from now on.
    pub fn set(&self, value: T) {
        self.0.set(Rc::new(value));
    }
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: 'static> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.downcast_ref().expect("a state comes back as it was set")
    }
}

/// Keeps a [`State`].
pub struct Stated<'a, T>(Make<'a>, PhantomData<T>);

impl<T> Hook for Stated<'_, T> {
    type Output = State<T>;

    fn run(self, context: &mut HookContext) -> State<T> {
        State(yew::functional::use_state(self.0).run(context), PhantomData)
    }
}

/// A value whose change draws again.
pub fn use_state<'a, T: 'static>(make: impl FnOnce() -> T + 'a) -> Stated<'a, T> {
    Stated(Box::new(|| Rc::new(make())), PhantomData)
}

type End = Box<dyn FnOnce()>;

/// Does something after drawing.
pub struct Effect {
    cause: Cause,
    act: Box<dyn FnOnce(&Cause) -> End>,
}

impl Hook for Effect {
    type Output = ();

    #[inline(never)]
    fn run(self, context: &mut HookContext) {
        yew::functional::use_effect_with(self.cause, self.act).run(context);
    }
}

/// Does something after drawing, if the cause has changed; what it answers is done before the next time and at the end.
pub fn use_effect_with<C: PartialEq + 'static, D: TearDown>(cause: C, act: impl FnOnce(&C) -> D + 'static) -> Effect {
    Effect {
        cause: Cause(Box::new(cause)),
        act: Box::new(|cause| {
            let end = act(cause.get());
            Box::new(|| end.tear_down())
        }),
    }
}
