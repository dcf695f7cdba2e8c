//! The languages of the page.

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A language of the page. Another one needs a row in each of the two lists here, and its file, `lang/TAG.po`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English; the default, and the language of the command line.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// English with accents, a third longer: shows what has no room and what was never translated.
    Pseudo,
}

/// Their tags, as in links and in the page's `lang` attribute.
const LANGUAGES: &[(Language, &str)] = &[
    (Language::English, "en"),
    (Language::German, "de"),
    (Language::Spanish, "es"),
    (Language::Pseudo, "en-XA"),
];

/// How a language writes numbers and quotations: the head of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    tag: &'static str,
    name: &'static str,
    /// What stands before the decimals.
    pub decimal_mark: char,
    /// What stands between thousands.
    pub group_mark: char,
    quotation_marks: [char; 2],
    /// The form that each count from zero on takes, as digits. Beyond the last the last one stays, or, where there are 200, those of
    /// 100 to 199 come again.
    forms: &'static str,
}

/// English stands in the source, and so does its head.
const ENGLISH: Head = Head {
    tag: "en",
    name: "English",
    decimal_mark: '.',
    group_mark: '\u{202f}',
    quotation_marks: ['“', '”'],
    forms: "101",
};

const PSEUDO: Head = Head {
    tag: "en-XA",
    name: "Ënglïsh",
    ..ENGLISH
};

impl Language {
    /// How many there are.
    pub(crate) const COUNT: usize = LANGUAGES.len();

    /// All of them.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::English; Self::COUNT];
        let mut at = 0;
        while at < all.len() {
            all[at] = LANGUAGES[at].0;
            assert!(all[at] as usize == at, "the two lists have the same order");
            at += 1;
        }
        all
    };

    /// Its tag, as in links and in the page's `lang` attribute.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        LANGUAGES[self as usize].1
    }

    /// Its name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.head().name
    }

    /// How it writes numbers.
    #[must_use]
    pub const fn head(self) -> &'static Head {
        match self {
            Self::English => &ENGLISH,
            Self::Pseudo => &PSEUDO,
            _ => {
                let mut at = 0;
                while !same(HEADS[at].tag, self.tag()) {
                    at += 1;
                }
                &HEADS[at]
            }
        }
    }

    /// A quotation.
    #[must_use]
    pub fn quoted(self, text: &str) -> String {
        let [before, after] = self.head().quotation_marks;
        format!("{before}{text}{after}")
    }

    /// Which form of a text so many things take. Gettext's rules are about whole numbers; what is none takes the last form.
    pub(super) fn form_of(self, count: f64) -> u32 {
        let forms = self.head().forms.as_bytes();
        let digit = if count.fract() != 0.0 {
            forms.iter().copied().max()
        } else if count < forms.len() as f64 {
            forms.get(count as usize).copied()
        } else if forms.len() == 200 {
            forms.get(100 + (count % 100.0) as usize).copied()
        } else {
            forms.last().copied()
        };
        u32::from(digit.unwrap_or(b'0') - b'0')
    }
}

// Each language has its file, or the program does not compile.
const _: () = {
    let mut at = 0;
    while at < Language::ALL.len() {
        assert!(same(Language::ALL[at].head().tag, Language::ALL[at].tag()));
        at += 1;
    }
};

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
