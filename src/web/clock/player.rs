//! Moves the clock: with each frame while it plays, and on demand.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Interval;
use yew::prelude::*;

use super::Course;
use crate::display::Pace;
use crate::state::Clock;
use crate::units::SimTime;
use crate::web::shell::scheme::use_media;

/// An arrow key moves by this part of the story.
const NUDGE: SimTime = SimTime::ms(250.0);
/// Without motion the story is told event by event, this long for each.
const STEP_MS: u32 = 1500;

/// From a moment to another.
pub type Span = (SimTime, SimTime);

/// What can happen to the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beat {
    /// A frame passed.
    Frame(SimTime),
    /// Play or pause.
    Toggle,
    /// Play.
    Play,
    /// Stand still.
    Pause,
    /// To a moment.
    Seek(SimTime),
    /// To the next event.
    NextEvent,
    /// To the one before.
    PreviousEvent,
    /// To the next step of a talk.
    NextStep,
    /// To the one before.
    PreviousStep,
    /// A little forward or back.
    Nudge(i8),
    /// To the beginning.
    Start,
    /// To the end.
    End,
    /// Play this again and again; `None` ends it.
    Loop(Option<Span>),
}

enum Change<C> {
    Beat(Beat),
    Course(C),
    Open(SimTime),
    Pace(Pace),
}

/// The clock with what it runs over.
struct Player<C> {
    clock: Clock,
    course: C,
    pace: Pace,
    looped: Option<Span>,
    speaks: bool,
}

impl<C: Course> Reducible for Player<C> {
    type Action = Change<C>;
    fn reduce(self: Rc<Self>, change: Change<C>) -> Rc<Self> {
        let (course, end) = (&self.course, self.course.end());
        let story = course.story();
        let mut next = Self {
            clock: self.clock,
            course: course.clone(),
            pace: self.pace,
            looped: self.looped,
            // Somebody who drags or types hears the control itself.
            speaks: matches!(
                change,
                Change::Beat(Beat::Frame(_) | Beat::NextEvent | Beat::PreviousEvent | Beat::Toggle)
            ),
        };
        match change {
            Change::Beat(Beat::Loop(span)) => {
                next.looped = span;
                if let Some((start, _)) = span {
                    next.clock = self.clock.seek(start, story, end).play(end);
                }
            }
            Change::Beat(beat) => {
                next.clock = beaten(self.clock, beat, course, self.pace);
                next.looped = next.looped.filter(|&(start, until)| {
                    let now = next.clock.now();
                    match beat {
                        // Around again, also after the steps of those who want no motion.
                        Beat::Frame(_) | Beat::NextEvent if now >= until => {
                            let playing = self.clock.is_playing();
                            next.clock = Clock::at(start, story, end);
                            if playing {
                                next.clock = next.clock.play(end);
                            }
                            true
                        }
                        Beat::Frame(_) => true,
                        // Whoever goes elsewhere wants to be there.
                        _ => start <= now && now <= until,
                    }
                });
            }
            Change::Course(course) => {
                next.looped = None;
                next.clock = self.clock.retold(end, course.story(), course.end());
                next.course = course;
            }
            Change::Open(moment) => {
                next.looped = None;
                next.clock = Clock::at(moment, story, end);
            }
            Change::Pace(pace) => next.pace = pace,
        }
        Rc::new(next)
    }
}

fn beaten<C: Course>(clock: Clock, beat: Beat, course: &C, pace: Pace) -> Clock {
    let (story, end, now) = (course.story(), course.end(), clock.now());
    let to = |moment: SimTime| clock.seek(moment, story, end);
    match beat {
        Beat::Frame(passed) => clock.advance(passed, pace, story, end),
        Beat::Play => clock.play(end),
        Beat::Pause => clock.pause(),
        Beat::Toggle if clock.is_playing() => clock.pause(),
        Beat::Toggle => clock.play(end),
        Beat::Seek(moment) => to(moment),
        Beat::NextEvent => to(course.next_event(now).unwrap_or(end)),
        Beat::PreviousEvent => to(course.previous_event(now).unwrap_or_default()),
        Beat::NextStep => to(course.next_step(now).unwrap_or(end)),
        Beat::PreviousStep => to(course.previous_step(now).unwrap_or_default()),
        Beat::Nudge(way) if way < 0 => to(story.sim_at(story.story_at(now) - NUDGE)),
        Beat::Nudge(_) => to(story.sim_at(story.story_at(now) + NUDGE)),
        Beat::Start => to(SimTime::ZERO),
        Beat::End => to(end),
        Beat::Loop(_) => clock,
    }
}

/// A player as a screen sees it.
pub struct Playing<C: Course> {
    handle: UseReducerHandle<Player<C>>,
    /// Gives it beats.
    pub on_beat: Callback<Beat>,
}

/// How a clock begins, and what is done to it from outside.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Opening {
    /// Where it begins.
    pub start: SimTime,
    /// Counts the links opened: with each it goes back there.
    pub opened: u32,
    /// Counts those that were opened to be played.
    pub plays: u32,
    /// Whether each is played at once; without motion its end is shown.
    pub at_once: bool,
    /// Nobody sees the clock.
    pub blank: bool,
}

impl<C: Course> Playing<C> {
    /// The moment.
    pub fn now(&self) -> SimTime {
        self.handle.clock.now().min(self.handle.course.end())
    }
    /// Whether it moves.
    pub fn is_playing(&self) -> bool {
        self.handle.clock.is_playing()
    }
    /// What is played again and again.
    pub fn looped(&self) -> Option<Span> {
        self.handle.looped
    }
    /// Whether what happens now is to be said aloud.
    pub fn speaks(&self) -> bool {
        self.handle.speaks
    }
}

/// The player of a course.
#[hook]
pub fn use_player<C: Course>(course: &C, opening: Opening, pace: Pace) -> Playing<C> {
    let still = use_media("(prefers-reduced-motion: reduce)");
    let Opening {
        start,
        opened,
        plays,
        at_once,
        blank,
    } = opening;
    let first = course.clone();
    let handle = use_reducer(move || Player {
        clock: Clock::at(start, first.story(), first.end()),
        course: first,
        pace,
        looped: None,
        speaks: false,
    });
    let player = handle.dispatcher();
    use_effect_with(course.clone(), move |course| {
        player.dispatch(Change::Course(course.clone()))
    });
    let player = handle.dispatcher();
    use_effect_with(opened, move |_| player.dispatch(Change::Open(start)));
    let player = handle.dispatcher();
    let played = use_mut_ref(|| plays);
    use_effect_with(plays, move |&plays| {
        if std::mem::replace(&mut *played.borrow_mut(), plays) != plays {
            player.dispatch(Change::Beat(Beat::Play));
        }
    });
    let on_beat = {
        let player = handle.dispatcher();
        use_callback((), move |beat: Beat, ()| player.dispatch(Change::Beat(beat)))
    };
    let beat = on_beat.clone();
    use_effect_with((opened, at_once), move |&(_, at_once)| {
        if at_once {
            beat.emit(if still { Beat::End } else { Beat::Play });
        }
    });
    let beat = on_beat.clone();
    use_effect_with(blank, move |&blank| {
        if blank {
            beat.emit(Beat::Pause);
        }
    });
    let player = handle.dispatcher();
    use_effect_with(pace, move |&pace| player.dispatch(Change::Pace(pace)));
    let player = handle.dispatcher();
    use_effect_with((handle.clock.is_playing(), still), move |&(playing, still)| {
        let frames = Frames::default();
        let mut steps = None;
        match (playing, still) {
            (true, true) => {
                steps = Some(Interval::new(STEP_MS, move || {
                    player.dispatch(Change::Beat(Beat::NextEvent))
                }))
            }
            (true, false) => next_frame(frames.clone(), player, None),
            (false, _) => {}
        }
        move || {
            frames.borrow_mut().take();
            drop(steps);
        }
    });
    Playing { handle, on_beat }
}

type Frames = Rc<RefCell<Option<AnimationFrame>>>;

fn next_frame<C: Course>(frames: Frames, player: UseReducerDispatcher<Player<C>>, last: Option<f64>) {
    let again = frames.clone();
    let frame = request_animation_frame(move |now| {
        if let Some(last) = last {
            player.dispatch(Change::Beat(Beat::Frame(SimTime::ms(now - last))));
        }
        next_frame(again, player, Some(now));
    });
    *frames.borrow_mut() = Some(frame);
}
