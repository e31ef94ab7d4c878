//! Parquet tables whose columns are all whole numbers, read and written column by column.

use std::{fs::File, os::unix::fs::FileExt, path::Path, sync::Arc};

use anyhow::{Context, Result, bail, ensure};
use bytes::{Buf, Bytes, buf::Reader};
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    column::reader::{ColumnReader, get_column_reader},
    data_type::Int32Type,
    errors::ParquetError,
    file::{
        metadata::{ParquetMetaData, ParquetMetaDataReader},
        properties::{EnabledStatistics, WriterProperties},
        reader::{ChunkReader, Length},
        serialized_reader::SerializedPageReader,
        statistics::Statistics,
        writer::SerializedFileWriter,
    },
    schema::types::Type,
};

/// A column's name and the bits its numbers need.
pub type Column = (&'static str, u8);

/// How a table is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// Dictionaries and Snappy, as most writers do by default.
    Compact,
    /// The numbers as they are: quickest to write.
    Plain,
}

/// Writes a table in row groups.
pub struct Writer {
    file: SerializedFileWriter<File>,
    waiting: Vec<Vec<i32>>,
    group: usize,
}

impl Writer {
    /// # Errors
    /// If the file cannot be created.
    pub fn create(path: &Path, columns: &[Column], group: usize, store: Store) -> Result<Writer> {
        let mut fields = Vec::new();
        for (name, bits) in columns {
            let kind = (*bits < 32).then(|| LogicalType::integer(*bits as i8, true));
            let field = Type::primitive_type_builder(name, Physical::INT32)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(kind);
            fields.push(Arc::new(field.build()?));
        }
        let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
        let properties = WriterProperties::builder().set_data_page_row_count_limit(usize::MAX);
        let properties = match store {
            Store::Compact => {
                properties.set_compression(Compression::SNAPPY).set_statistics_enabled(EnabledStatistics::Chunk)
            }
            Store::Plain => properties
                .set_dictionary_enabled(false)
                .set_statistics_enabled(EnabledStatistics::None)
                .set_write_batch_size(1 << 16),
        };
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let file = SerializedFileWriter::new(file, schema, Arc::new(properties.build()))?;
        Ok(Writer { file, waiting: vec![Vec::new(); columns.len()], group })
    }

    /// # Errors
    /// If a full row group cannot be written.
    pub fn push(&mut self, row: &[i32]) -> Result<()> {
        for (column, value) in self.waiting.iter_mut().zip(row) {
            column.push(*value);
        }
        if self.waiting[0].len() >= self.group { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.row_group(waiting.iter().map(Vec::as_slice))?;
        self.waiting = waiting;
        self.waiting.iter_mut().for_each(Vec::clear);
        Ok(())
    }

    /// Writes one row group from whole columns.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn row_group<'c>(&mut self, columns: impl Iterator<Item = &'c [i32]>) -> Result<()> {
        let mut group = self.file.next_row_group()?;
        for values in columns {
            let mut column = group.next_column()?.context("more columns than the table has")?;
            column.typed::<Int32Type>().write_batch(values, None, None)?;
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// Writes one row group of `width` columns; `fill` supplies them one after the other.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn row_group_with(&mut self, width: usize, mut fill: impl FnMut(usize, &mut Vec<i32>)) -> Result<()> {
        let mut values = Vec::new();
        let mut group = self.file.next_row_group()?;
        for position in 0..width {
            let mut column = group.next_column()?.context("more columns than the table has")?;
            values.clear();
            fill(position, &mut values);
            column.typed::<Int32Type>().write_batch(&values, None, None)?;
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// # Errors
    /// If the rest cannot be written.
    pub fn finish(mut self) -> Result<()> {
        if self.waiting.first().is_some_and(|column| !column.is_empty()) {
            self.flush()?;
        }
        self.file.close()?;
        Ok(())
    }
}

/// A table being read, by several threads if they like.
pub struct Table {
    file: File,
    meta: ParquetMetaData,
}

/// The bytes of one column of one row group, known by their place in the file.
struct Chunk {
    start: u64,
    bytes: Bytes,
}

impl Chunk {
    fn from(&self, start: u64) -> Result<Bytes, ParquetError> {
        let place =
            start.checked_sub(self.start).map(|place| place as usize).filter(|place| *place <= self.bytes.len());
        place.map(|place| self.bytes.slice(place..)).ok_or_else(|| ParquetError::EOF("outside the column".into()))
    }
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Chunk {
    type T = Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Reader<Bytes>, ParquetError> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let mut bytes = self.from(start)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF("outside the column".into()));
        }
        Ok(bytes.split_to(length))
    }
}

impl Table {
    /// # Errors
    /// If there is no such Parquet file.
    pub fn open(path: &Path) -> Result<Table> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let meta = ParquetMetaDataReader::new().parse_and_finish(&file).with_context(|| path.display().to_string())?;
        Ok(Table { file, meta })
    }

    pub fn n_groups(&self) -> usize {
        self.meta.num_row_groups()
    }

    pub fn n_rows(&self) -> usize {
        self.meta.file_metadata().num_rows() as usize
    }

    pub fn group_rows(&self, group: usize) -> usize {
        self.meta.row_group(group).num_rows() as usize
    }

    /// # Errors
    /// If the table has no such column.
    pub fn column(&self, name: &str) -> Result<usize> {
        let columns = self.meta.file_metadata().schema_descr().columns();
        columns.iter().position(|column| column.name() == name).with_context(|| format!("no column {name}"))
    }

    /// The smallest and the greatest number of a column in a row group, if the file says so.
    pub fn range(&self, group: usize, column: usize) -> Option<(i32, i32)> {
        match self.meta.row_group(group).column(column).statistics()? {
            Statistics::Int32(known) => known.min_opt().copied().zip(known.max_opt().copied()),
            _ => None,
        }
    }

    /// Reads one column of one row group.
    ///
    /// # Errors
    /// If it does not hold whole numbers, or some are missing.
    pub fn read(&self, group: usize, column: usize, values: &mut Vec<i32>) -> Result<()> {
        let rows = self.group_rows(group);
        values.clear();
        values.reserve(rows);
        let chunk = self.meta.row_group(group).column(column);
        let (start, length) = chunk.byte_range();
        let mut bytes = vec![0; length as usize];
        self.file.read_exact_at(&mut bytes, start)?;
        let bytes = Arc::new(Chunk { start, bytes: bytes.into() });
        let pages = SerializedPageReader::new(bytes, chunk, rows, None)?;
        let reader = get_column_reader(chunk.column_descr_ptr(), Box::new(pages));
        let ColumnReader::Int32ColumnReader(mut reader) = reader else {
            bail!("column {column} is not of whole numbers")
        };
        let optional = chunk.column_descr().max_def_level() > 0;
        let mut levels = Vec::new();
        reader.read_records(rows, optional.then_some(&mut levels), None, values)?;
        ensure!(values.len() == rows, "column {column} has missing numbers");
        Ok(())
    }

    /// A column as a whole.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn whole(&self, name: &str) -> Result<Vec<i32>> {
        let column = self.column(name)?;
        let (mut all, mut part) = (Vec::with_capacity(self.n_rows()), Vec::new());
        for group in 0..self.n_groups() {
            self.read(group, column, &mut part)?;
            all.extend_from_slice(&part);
        }
        Ok(all)
    }
}
