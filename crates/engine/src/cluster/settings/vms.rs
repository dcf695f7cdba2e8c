//! Groups of VMs and where they are at first: `8xweb@h1`, `4xdb@h2-h4`, `6xidle`.

use super::lists::{self, Entry};
use super::names::{ClassName, HostName, form, whole};
use crate::params::{Param, Remark, Value, ValueError};
use text::{Language, Text, say, text};

/// VMs of one class.
#[derive(Clone, Debug, PartialEq)]
pub struct VmGroup {
    /// How many.
    pub count: u32,
    /// Of which class.
    pub class: ClassName,
    /// The first and the last of the hosts on which they are dealt round; without it they are placed by the rule.
    pub on: Option<(HostName, HostName)>,
}

const FORM: Text = text!(same "COUNTxCLASS@HOST");

impl VmGroup {
    /// What there is if a link says nothing.
    pub(super) fn usual() -> Self {
        Self {
            count: 16,
            class: ClassName::usual(),
            on: None,
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, ValueError> {
        let wrong = || form(text, FORM);
        let (what, on) = text.split_once('@').map_or((text, None), |(what, on)| (what, Some(on)));
        let (count, class) = what.split_once(['x', 'X']).ok_or_else(wrong)?;
        let on = match on {
            None => None,
            Some(on) => {
                let (from, to) = on.split_once('-').unwrap_or((on, on));
                let (from, to) = (HostName::parse(from)?, HostName::parse(to)?);
                Some(if from <= to { (from, to) } else { (to, from) })
            }
        };
        Ok(Self {
            count: whole(count).ok_or_else(wrong)?,
            class: ClassName::parse(class)?,
            on,
        })
    }

    pub(super) fn written(&self) -> String {
        let on = match self.on {
            None => String::new(),
            Some((from, to)) if from == to => format!("@{from}"),
            Some((from, to)) => format!("@{from}-{to}"),
        };
        format!("{}x{}{on}", self.count, self.class)
    }
}

impl Entry for VmGroup {
    fn read(text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        Self::parse(text)
    }

    fn print(&self) -> String {
        self.written()
    }
}

impl Value for Vec<VmGroup> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        lists::read(text, ',', remarks)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(lists::print(self))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "none, or {0} with commas between them; without a host the rule of placement decides, and several are h1-h4",
            FORM.get(language)
        )
    }
}
