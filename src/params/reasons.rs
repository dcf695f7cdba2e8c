//! Why a migration is held: fifteen reasons in six families.
//!
//! A hold is no failure: somebody pauses the migration on purpose and means
//! to go on. Each reason has a story, a length that is typical of a planned
//! pause on the clock of a simulation, and a condition under which it ends.

use super::{Choice, Word};
use crate::text;
use crate::text::Text;
use crate::units::SimTime;

/// Families of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Something does not work as it should.
    Technical,
    /// Somebody or something is missing.
    Resources,
    /// Something else matters more.
    Business,
    /// A rule or a doubt about the data forbids to go on.
    Compliance,
    /// Tests are not through.
    Testing,
    /// Others are not ready.
    Dependencies,
}

impl Family {
    /// All families, in the order of display.
    pub const ALL: [Self; 6] = [
        Self::Technical,
        Self::Resources,
        Self::Business,
        Self::Compliance,
        Self::Testing,
        Self::Dependencies,
    ];

    /// The heading.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Technical => text!("Technical issues", "Technische Probleme"),
            Self::Resources => text!("Resource constraints", "Fehlende Mittel"),
            Self::Business => text!("Business priorities", "Vorrang des Geschäfts"),
            Self::Compliance => text!("Compliance and security", "Regeln und Sicherheit"),
            Self::Testing => text!("Testing and validation", "Test und Abnahme"),
            Self::Dependencies => text!("Dependencies", "Abhängigkeiten"),
        }
    }

    /// The reasons of the family.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        Reason::ALL
            .iter()
            .copied()
            .filter(move |reason| reason.family() == self)
    }
}

macro_rules! reasons {
    ($($family:ident { $($variant:ident = $token:literal, $label:literal / $label_de:literal, $seconds:literal,
            $story:literal / $story_de:literal, $until:literal / $until_de:literal;)+ })+) => {
        /// Why a migration is held.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[doc = $story] $variant,)+)+
        }

        impl Choice for Reason {
            const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];
            const WORDS: &'static [Word] = &[$($(Word {
                token: $token,
                label: text!($label, $label_de),
                help: text!($story, $story_de),
            },)+)+];
            fn index(self) -> usize {
                self as usize
            }
        }

        const ROWS: &[Row] = &[$($(Row {
            family: Family::$family,
            typical: SimTime::s($seconds),
            until: text!($until, $until_de),
        },)+)+];
    };
}

struct Row {
    family: Family,
    typical: SimTime,
    until: Text,
}

impl Reason {
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The family that it belongs to.
    #[must_use]
    pub const fn family(self) -> Family {
        self.row().family
    }

    /// A typical length of the hold, on the scale of a simulated migration.
    #[must_use]
    pub const fn typical(self) -> SimTime {
        self.row().typical
    }

    /// When the migration may go on, in a sentence.
    #[must_use]
    pub const fn resumes_when(self) -> Text {
        self.row().until
    }
}

reasons! {
    Technical {
        Incompatible = "incompatible", "target incompatible" / "Ziel passt nicht", 300.0,
            "The processor of the target lacks a feature that the guest uses, so nobody may let the VM start there." /
            "Dem Prozessor des Ziels fehlt eine Funktion, die der Gast benutzt, also darf die VM dort nicht starten.",
            "Goes on when the target offers the same features, or another target is chosen." /
            "Weiter geht es, wenn das Ziel dieselben Funktionen bietet oder ein anderes Ziel gewählt ist.";
        Transfer = "transfer", "errors in the transfer" / "Übertragungsfehler", 30.0,
            "Checksums of the transferred data do not agree, and an engineer looks for the faulty part." /
            "Die Prüfsummen der übertragenen Daten stimmen nicht überein, und die Ursache wird gesucht.",
            "Goes on when a transfer is free of errors again." /
            "Weiter geht es, wenn eine Übertragung wieder fehlerfrei ist.";
        Application = "application", "errors in the application" / "Fehler in der Anwendung", 120.0,
            "The application on the VM reports errors since the migration began, and its owner asks for a pause." /
            "Die Anwendung auf der VM meldet seit Beginn der Migration Fehler, und die Verantwortlichen bitten um eine Pause.",
            "Goes on when the application runs without errors." /
            "Weiter geht es, wenn die Anwendung fehlerfrei läuft.";
        Bandwidth = "bandwidth", "not enough bandwidth" / "zu wenig Bandbreite", 60.0,
            "A backup fills the link between the hosts, and the migration makes room for it." /
            "Eine Datensicherung füllt die Leitung zwischen den Hosts, und die Migration macht ihr Platz.",
            "Goes on when the link is free again." /
            "Weiter geht es, wenn die Leitung wieder frei ist.";
    }
    Resources {
        Staff = "staff", "no skilled staff" / "kein Fachpersonal", 3600.0,
            "The only person who knows this system is away, and nobody else dares to finish the move." /
            "Die einzige Person, die dieses System kennt, ist nicht da, und sonst wagt niemand, den Umzug abzuschließen.",
            "Goes on when somebody who can undo the move is on duty." /
            "Weiter geht es, wenn jemand Dienst hat, der den Umzug rückgängig machen kann.";
        Budget = "budget", "no budget" / "kein Budget", 86_400.0,
            "The money for the next stage of the project has not been granted yet." /
            "Das Geld für den nächsten Abschnitt des Projekts ist noch nicht bewilligt.",
            "Goes on when the next stage is paid for." /
            "Weiter geht es, wenn der nächste Abschnitt bezahlt ist.";
        Infrastructure = "infrastructure", "target too small" / "Ziel zu klein", 1800.0,
            "The target host has not enough free memory, because another VM has not left it yet." /
            "Der Zielhost hat nicht genug freien Speicher, weil eine andere VM ihn noch nicht verlassen hat.",
            "Goes on when the target has room." /
            "Weiter geht es, wenn das Ziel Platz hat.";
    }
    Business {
        Priorities = "priorities", "other priorities" / "andere Prioritäten", 3600.0,
            "The management has changed its plans and decides anew which systems move first." /
            "Die Leitung des Hauses hat ihre Pläne geändert und entscheidet neu, welche Systeme zuerst umziehen.",
            "Goes on when this VM's turn comes again." /
            "Weiter geht es, wenn diese VM wieder an der Reihe ist.";
        Urgent = "urgent", "urgent business first" / "Dringendes geht vor", 600.0,
            "The shop has its busiest hour, and nothing may disturb it." /
            "Der Laden hat seine geschäftigste Stunde, und nichts darf ihn stören.",
            "Goes on when the rush is over." /
            "Weiter geht es, wenn der Andrang vorbei ist.";
    }
    Compliance {
        Compliance = "compliance", "compliance check" / "Prüfung der Vorschriften", 60.0,
            "Nobody has confirmed yet that personal data may be stored in the country of the target." /
            "Niemand hat bisher bestätigt, dass personenbezogene Daten im Land des Ziels gespeichert werden dürfen.",
            "Goes on when the data protection officer agrees." /
            "Weiter geht es, wenn der Datenschutz zustimmt.";
        Integrity = "integrity", "doubts about the data" / "Zweifel an den Daten", 300.0,
            "A check found records that differ from the backup, and no more may be moved until it is known why." /
            "Eine Prüfung fand Datensätze, die von der Sicherung abweichen, und bis zur Klärung darf nichts mehr umziehen.",
            "Goes on when source and backup agree." /
            "Weiter geht es, wenn Quelle und Sicherung übereinstimmen.";
    }
    Testing {
        Testing = "testing", "more tests needed" / "weitere Tests nötig", 900.0,
            "The test plan grew, and the tests on the target are not finished." /
            "Der Testplan ist gewachsen, und die Tests auf dem Ziel sind nicht fertig.",
            "Goes on when all tests have passed." /
            "Weiter geht es, wenn alle Tests bestanden sind.";
        Validation = "validation", "validation is late" / "Abnahme verspätet", 600.0,
            "The VMs that were moved before are still being checked, and no more may follow until they are accepted." /
            "Die zuvor umgezogenen VMs werden noch geprüft, und bis zur Abnahme darf keine weitere folgen.",
            "Goes on when the VMs moved before are accepted." /
            "Weiter geht es, wenn die zuvor umgezogenen VMs abgenommen sind.";
    }
    Dependencies {
        Systems = "systems", "connected systems not ready" / "Nachbarsysteme nicht bereit", 300.0,
            "A database that the VM talks to still needs an update before it answers the new address." /
            "Eine Datenbank, mit der die VM spricht, braucht noch eine Aktualisierung, bevor sie der neuen Adresse antwortet.",
            "Goes on when the connected systems are ready." /
            "Weiter geht es, wenn die verbundenen Systeme bereit sind.";
        ThirdParty = "third-party", "waiting for a third party" / "Warten auf Dritte", 1800.0,
            "A supplier has to approve the new place before its licence works there." /
            "Ein Zulieferer muss den neuen Ort genehmigen, bevor seine Lizenz dort gilt.",
            "Goes on when the supplier has answered." /
            "Weiter geht es, wenn der Zulieferer geantwortet hat.";
    }
}
