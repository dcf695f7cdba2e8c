//! Rows of cells as an Arrow IPC stream, which pandas, Polars and others read at once, with types.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};

use crate::view::export::table::Cell;

/// A stream of rows; its columns have the types of the first rows.
pub(super) struct Rows<W: Write> {
    names: Vec<String>,
    out: Option<W>,
    writer: Option<(Arc<Schema>, StreamWriter<W>)>,
}

/// Ends of names of columns that hold numbers, for a column that is empty at first.
const UNITS: [&str; 5] = ["_s", "_bytes", "_pct", "_share", "_pages"];

fn failed(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

impl<W: Write> Rows<W> {
    pub(super) const fn new(names: Vec<String>, out: W) -> Self {
        Self {
            names,
            out: Some(out),
            writer: None,
        }
    }

    /// Writes rows; each has a cell for each name.
    pub(super) fn write(&mut self, rows: &[Vec<Cell>]) -> io::Result<()> {
        if self.writer.is_none()
            && let Some(out) = self.out.take()
        {
            let schema = Arc::new(self.schema(rows));
            let writer = StreamWriter::try_new(out, &schema).map_err(failed)?;
            self.writer = Some((schema, writer));
        }
        let Some((schema, writer)) = &mut self.writer else {
            return Ok(());
        };
        let column = |(index, field): (usize, &Arc<Field>)| column(rows, index, field);
        let columns: Vec<ArrayRef> = schema
            .fields()
            .iter()
            .enumerate()
            .map(column)
            .collect::<io::Result<_>>()?;
        let batch = RecordBatch::try_new(Arc::clone(schema), columns).map_err(failed)?;
        writer.write(&batch).map_err(failed)
    }

    /// Ends the stream.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.writer.is_none() {
            self.write(&[])?;
        }
        self.writer
            .map_or(Ok(()), |(_, mut writer)| writer.finish().map_err(failed))
    }

    fn schema(&self, rows: &[Vec<Cell>]) -> Schema {
        let fields = self.names.iter().enumerate().map(|(index, name)| {
            let first = rows.iter().map(|row| &row[index]).find(|cell| **cell != Cell::Nothing);
            let kind = match first {
                Some(Cell::Number(_)) => DataType::Float64,
                Some(Cell::Count(_)) => DataType::UInt64,
                Some(Cell::Word(_)) => DataType::Utf8,
                _ if UNITS.iter().any(|unit| name.ends_with(unit)) => DataType::Float64,
                _ => DataType::Utf8,
            };
            Field::new(name, kind, true)
        });
        Schema::new(fields.collect::<Vec<_>>())
    }
}

/// One column of some rows.
fn column(rows: &[Vec<Cell>], index: usize, field: &Field) -> io::Result<ArrayRef> {
    let wrong = |cell: &Cell| io::Error::other(format!("{cell:?} does not fit into the column {}", field.name()));
    let cells = rows.iter().map(|row| &row[index]);
    Ok(match field.data_type() {
        DataType::Float64 => {
            let number = |cell: &Cell| match cell {
                Cell::Number(number) => Ok(Some(*number)),
                Cell::Count(count) => Ok(Some(*count as f64)),
                Cell::Nothing => Ok(None),
                Cell::Word(_) => Err(wrong(cell)),
            };
            Arc::new(cells.map(number).collect::<io::Result<Float64Array>>()?)
        }
        DataType::UInt64 => {
            let count = |cell: &Cell| match cell {
                Cell::Count(count) => Ok(Some(*count)),
                Cell::Nothing => Ok(None),
                Cell::Number(_) | Cell::Word(_) => Err(wrong(cell)),
            };
            Arc::new(cells.map(count).collect::<io::Result<UInt64Array>>()?)
        }
        _ => {
            let word = |cell: &Cell| match cell {
                Cell::Word(word) => Ok(Some(word.to_string())),
                Cell::Nothing => Ok(None),
                Cell::Number(_) | Cell::Count(_) => Err(wrong(cell)),
            };
            Arc::new(cells.map(word).collect::<io::Result<StringArray>>()?)
        }
    })
}
