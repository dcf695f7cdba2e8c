//! The rule of a language that says which form a count takes: the header `Plural-Forms` of gettext, an expression in C.

/// How many counts are looked at. Rules look at the number itself when it is small, and at its last two digits.
const COUNTS: u64 = 200;

/// The form of each count from zero on, as digits. What comes after the last is the same again: the last form, or, when all
/// 200 are there, the forms of 100 to 199.
///
/// # Errors
/// What is wrong with the header.
pub fn forms(header: &str) -> Result<String, String> {
    let wrong = || format!("Plural-Forms: `{header}` is not understood");
    let part = |name: &str| {
        let mut parts = header.split(';');
        parts.find_map(|part| part.trim().strip_prefix(name)?.trim_start().strip_prefix('='))
    };
    let most: u64 = part("nplurals")
        .and_then(|count| count.trim().parse().ok())
        .ok_or_else(wrong)?;
    let rule = part("plural").ok_or_else(wrong)?;
    let mut forms = String::new();
    for count in 0..COUNTS {
        let mut reader = Reader { rest: rule, count };
        let form = reader
            .choice()
            .filter(|_| reader.rest.trim().is_empty())
            .ok_or_else(wrong)?;
        if form >= most.min(10) {
            return Err(format!("Plural-Forms: {count} has form {form} of {most}"));
        }
        forms += &form.to_string();
    }
    let last = forms.chars().last().unwrap_or('0');
    let short = forms.trim_end_matches(last).len() + 1;
    forms.truncate(if short <= 100 { short } else { forms.len() });
    Ok(forms)
}

/// How many counts of the first 200 have this form.
pub fn counts(forms: &str, form: usize) -> usize {
    let digits = forms.as_bytes();
    let of = |count: usize| digits[count.min(digits.len() - 1)] - b'0';
    (0..COUNTS as usize)
        .filter(|count| usize::from(of(*count)) == form)
        .count()
}

/// Computes an expression of C as it reads it; nothing if it is none.
struct Reader<'a> {
    rest: &'a str,
    count: u64,
}

impl Reader<'_> {
    fn take(&mut self, sign: &str) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(sign)?;
        Some(())
    }

    fn choice(&mut self) -> Option<u64> {
        let asked = self.either(0)?;
        if self.take("?").is_none() {
            return Some(asked);
        }
        let then = self.choice()?;
        self.take(":")?;
        let other = self.choice()?;
        Some(if asked != 0 { then } else { other })
    }

    /// Operators of two sides, the loosest first.
    fn either(&mut self, level: usize) -> Option<u64> {
        type Operator = (&'static str, fn(u64, u64) -> Option<u64>);
        const OPERATORS: [&[Operator]; 5] = [
            &[("||", |a, b| Some(u64::from(a != 0 || b != 0)))],
            &[("&&", |a, b| Some(u64::from(a != 0 && b != 0)))],
            &[
                ("==", |a, b| Some(u64::from(a == b))),
                ("!=", |a, b| Some(u64::from(a != b))),
            ],
            &[
                ("<=", |a, b| Some(u64::from(a <= b))),
                (">=", |a, b| Some(u64::from(a >= b))),
                ("<", |a, b| Some(u64::from(a < b))),
                (">", |a, b| Some(u64::from(a > b))),
            ],
            &[("%", u64::checked_rem)],
        ];
        let Some(operators) = OPERATORS.get(level) else {
            return self.value();
        };
        let mut left = self.either(level + 1)?;
        while let Some((_, compute)) = operators.iter().find(|(sign, _)| self.take(sign).is_some()) {
            let right = self.either(level + 1)?;
            left = compute(left, right)?;
        }
        Some(left)
    }

    fn value(&mut self) -> Option<u64> {
        if self.take("(").is_some() {
            let inner = self.choice()?;
            self.take(")")?;
            return Some(inner);
        }
        if self.take("n").is_some() {
            return Some(self.count);
        }
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|sign: char| !sign.is_ascii_digit())
            .unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{counts, forms};

    fn shown(header: &str) -> String {
        forms(header).unwrap_or_else(|error| error)
    }

    #[test]
    fn rules_of_two_forms_are_short() {
        assert_eq!(shown("nplurals=2; plural=(n != 1);"), "101");
        assert_eq!(shown("nplurals=2; plural=n > 1;"), "001");
        assert_eq!(shown("nplurals=1; plural=0;"), "0");
        assert_eq!(counts("101", 0), 1);
        assert_eq!(counts("001", 0), 2);
    }

    #[test]
    fn rules_of_the_last_digits_are_whole() {
        let polish = shown("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);");
        assert_eq!(polish.len(), 200);
        let of = |count: usize| polish.as_bytes()[count] - b'0';
        assert_eq!([0, 1, 2, 5, 12, 22, 25, 101, 102].map(of), [2, 0, 1, 2, 2, 1, 2, 2, 1]);
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for header in [
            "",
            "plural=0;",
            "nplurals=2; plural=n != ;",
            "nplurals=1; plural=n > 1;",
            "nplurals=2; plural=n % 0;",
            "nplurals=2; plural=m;",
        ] {
            assert!(forms(header).is_err(), "{header}");
        }
    }
}
