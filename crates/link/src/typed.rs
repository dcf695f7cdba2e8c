//! A value that is typed into a field, in the grammar of links.

use super::notice::{Notice, Problem};
use super::read::refused;
use engine::params::{Parameters, Row};

/// Takes what was typed as the value of a row, and says what of it was left out or read otherwise.
///
/// ```
/// use engine::cluster::ClusterSettings;
/// use engine::cluster::settings::Id;
///
/// let mut asked = ClusterSettings::default();
/// let row = Id::Vms.row();
/// assert_eq!(link::typed(row, "4xdb@h1, 2xweb", &mut asked), Ok(Vec::new()));
/// assert_eq!(asked.vms.len(), 2);
/// let problem = link::typed(row, "many", &mut asked).unwrap_err();
/// assert!(problem.to_string().contains("so 4xdb@h1,2xweb is used"), "{problem}");
/// ```
///
/// # Errors
/// What is wrong with it; then nothing has changed.
pub fn typed<P: Parameters>(row: &'static Row<P>, text: &str, to: &mut P) -> Result<Vec<Notice>, Box<Notice>> {
    let mut remarks = Vec::new();
    row.read(text, to, &mut remarks)
        .map_err(|error| Box::new(refused(row, error, to)))?;
    let about = |remark| Notice::about(&row.param, Problem::from_remark(&row.param, remark));
    Ok(remarks.into_iter().map(about).collect())
}
