//! The one place for colours: meanings, schemes and contrast.
//!
//! Meanings follow Okabe and Ito's set, which keeps its differences under the
//! common forms of colour blindness (<https://jfly.uni-koeln.de/color/>).
//! Contrast is WCAG 2.2's: 4.5 for text, 3 for graphics.

/// Contrast that text needs against its ground.
pub const TEXT_CONTRAST: f64 = 4.5;
/// Contrast that lines and bars need against the paper.
pub const GRAPHIC_CONTRAST: f64 = 3.0;

/// A colour: red, green, blue in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// Full black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// Full white.
    pub const WHITE: Self = Self(255, 255, 255);

    const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self(red, green, blue)
    }

    /// As style sheets write it: `#0072b2`.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Relative luminance, 0 (black) to 1 (white).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                libm::exp(2.4 * libm::log((value + 0.055) / 1.055))
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio of two colours, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }

    /// This colour with a part of another in it; 0 is this, 1 the other.
    #[must_use]
    pub fn mix(self, other: Self, part: f64) -> Self {
        let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
        Self(
            channel(self.0, other.0),
            channel(self.1, other.1),
            channel(self.2, other.2),
        )
    }

    /// Black or white, whichever is easier to read on this colour. One of
    /// them always has a contrast of at least 4.58.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(Self::WHITE) >= TEXT_CONTRAST {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }

    /// The nearest mixture with `ink` that has this contrast on `ground`.
    fn strengthened(self, ink: Self, ground: Self, contrast: f64) -> Self {
        (0..=20)
            .map(|step| self.mix(ink, f64::from(step) / 20.0))
            .find(|color| color.contrast(ground) >= contrast)
            .unwrap_or(ink)
    }
}

/// The three looks of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark ink on paper.
    Light,
    /// Light ink on a dark ground.
    Dark,
    /// Full contrast and large type, for a lecture room.
    Projector,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// How much larger type is than on a desk.
    #[must_use]
    pub const fn type_factor(self) -> f64 {
        match self {
            Self::Light | Self::Dark => 1.0,
            Self::Projector => 1.4,
        }
    }

    /// How much heavier lines are than on a desk.
    #[must_use]
    pub const fn stroke_factor(self) -> f64 {
        match self {
            Self::Light | Self::Dark => 1.0,
            Self::Projector => 2.0,
        }
    }
}

macro_rules! palette {
    ($($(#[doc = $doc:literal])* $field:ident $name:literal $light:literal $dark:literal $projector:literal;)+) => {
        /// The colours of one scheme.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Palette {
            $($(#[doc = $doc])* pub $field: Color,)+
        }

        impl Palette {
            /// The colours of a scheme.
            #[must_use]
            pub const fn of(scheme: Scheme) -> Self {
                match scheme {
                    Scheme::Light => Self { $($field: Color::hex($light),)+ },
                    Scheme::Dark => Self { $($field: Color::hex($dark),)+ },
                    Scheme::Projector => Self { $($field: Color::hex($projector),)+ },
                }
            }

            fn named(self) -> Vec<(&'static str, Color)> {
                vec![$((concat!("--", $name), self.$field),)+]
            }
        }
    };
}

palette! {
    /// The ground of the page.
    paper "paper" 0xfc_fb_f8 0x14_17_1a 0xff_ff_ff;
    /// Text.
    ink "ink" 0x1b_1f_24 0xec_e9_e2 0x00_00_00;
    /// Text of less weight, axes.
    soft "soft" 0x5d_66_70 0xa6_ae_b6 0x30_36_3c;
    /// Hairlines.
    hair "hair" 0xd9_d6_cf 0x36_3c_43 0x9a_9a_9a;
    /// A ground that is set off from the paper.
    wash "wash" 0xf3_f1_ec 0x1d_21_26 0xf0_f0_f0;
    /// What can be clicked.
    accent "accent" 0x0b_5c_ad 0x7d_b8_f0 0x00_3f_87;
    /// Memory that was sent.
    sent "sent" 0x00_72_b2 0x1f_86_c7 0x00_5f_99;
    /// Memory that was written after it had been sent.
    dirty "dirty" 0xd5_5e_00 0xe0_6f_1a 0xc4_52_00;
    /// Memory on its way.
    arriving "arriving" 0x56_b4_e9 0x8f_d0_f5 0x56_b4_e9;
    /// The VM runs.
    running "running" 0x00_9e_73 0x17_ad_82 0x00_7a_59;
    /// The VM is paused.
    paused "paused" 0xe6_9f_00 0xf0_b4_29 0xe6_9f_00;
    /// The VM is off.
    off "off" 0x9a_a0_a6 0x74_7c_84 0x77_7d_83;
    /// Memory full of zeros.
    zero "zero" 0xe9_e6_df 0x2a_2f_35 0xde_de_de;
    /// Memory not yet sent.
    unsent "unsent" 0xb9_c0_c7 0x56_5e_67 0x9b_a3_ab;
    /// Disk blocks.
    disk "disk" 0x4d_6a_86 0x7f_9d_ba 0x33_50_6d;
}

impl Palette {
    /// Every colour as a style sheet names it, with the text colour on each
    /// coloured ground as `--on-…`.
    #[must_use]
    pub fn css_variables(scheme: Scheme) -> Vec<(&'static str, Color)> {
        let palette = Self::of(scheme);
        let mut variables = palette.named();
        variables.extend([
            ("--on-accent", palette.accent.text_on()),
            ("--on-sent", palette.sent.text_on()),
            ("--on-dirty", palette.dirty.text_on()),
            ("--on-arriving", palette.arriving.text_on()),
            ("--on-running", palette.running.text_on()),
            ("--on-paused", palette.paused.text_on()),
            ("--on-off", palette.off.text_on()),
            ("--on-disk", palette.disk.text_on()),
            ("--sent-line", palette.graphic(palette.sent)),
            ("--paused-line", palette.graphic(palette.paused)),
        ]);
        variables
    }

    /// A colour as text on the paper.
    #[must_use]
    pub fn text(&self, color: Color) -> Color {
        color.strengthened(self.ink, self.paper, TEXT_CONTRAST)
    }

    /// A colour as a line on the paper.
    #[must_use]
    pub fn graphic(&self, color: Color) -> Color {
        color.strengthened(self.ink, self.paper, GRAPHIC_CONTRAST)
    }
}
