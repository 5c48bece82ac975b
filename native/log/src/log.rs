//! The log of one partition: a row of segments, of which the last is appended to.
//!
//! Called by the partition under its mutex. Reads are in `log_read`, time look-ups in `log_timestamps`,
//! flushing in `log_flush`, what goes from the front in `log_retention`, what opening repairs in `recovery`.
//! Invariant: segments are sorted by base offset and, but for gaps that compaction leaves, adjoin each other;
//! an empty log of which nothing was ever written has no segment and no files.

use crate::atomic_file;
use crate::config::LogConfig;
use crate::deletion;
use crate::error::{StorageError, failed};
use crate::leader_epoch_checkpoint::{EpochEntry, LeaderEpochs};
use crate::log_read::ReadCache;
use crate::partition_metadata;
use crate::position::LogPosition;
use crate::recovery::{self, RecoveryReport};
use crate::segment::Segment;
use crate::storage::Folder;
use std::cell::{Cell, RefCell};
use std::io::ErrorKind;
use std::sync::Arc;
use wire::Uuid;
use wire::record_batch::BatchHeader;

/// What the log directory's checkpoints say about a log before it is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecoveryStart {
    /// The directory was left by a clean shutdown: nothing needs checking.
    pub clean: bool,
    pub recovery_point: i64,
    pub log_start_offset: i64,
}

/// Where an appended batch begins, and whether it began a new segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    pub position: LogPosition,
    pub rolled: bool,
}

#[derive(Debug)]
pub struct Log {
    pub(crate) folder: Arc<Folder>,
    pub(crate) topic_id: Uuid,
    config: LogConfig,
    pub(crate) segments: Vec<Segment>,
    epochs: LeaderEpochs,
    pub(crate) log_start_offset: i64,
    pub(crate) log_end_offset: i64,
    pub(crate) recovery_point: i64,
    /// Up to here everything was in the journal once.
    pub(crate) journalled_offset: i64,
    pub(crate) metadata: Metadata,
    /// Grows when the log is cut, so that a flush begun before counts for nothing.
    pub(crate) truncation_count: u32,
    pub(crate) recent_reads: Cell<ReadCache>,
    /// Damage that a read met and went past; the partition asks for it.
    pub(crate) passed_over: RefCell<Option<Box<StorageError>>>,
    report: Option<Box<RecoveryReport>>,
}

/// Where the folder and its small files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Metadata {
    /// Not created yet.
    Absent,
    /// Written; power loss could undo the changes after the first `synced`.
    Present { changes: u32, synced: u32 },
}

impl Metadata {
    pub(crate) fn is_unsynced(self) -> bool {
        matches!(self, Self::Present { changes, synced } if changes != synced)
    }

    pub(crate) fn changed(&mut self) {
        *self = match *self {
            Self::Absent => Self::Present { changes: 1, synced: 0 },
            Self::Present { changes, synced } => Self::Present { changes: changes.wrapping_add(1), synced },
        };
    }
}

impl Log {
    /// Opens the log in `folder`; one that does not exist is an empty log, created by the first append.
    ///
    /// After an unclean stop every batch from the recovery point's segment on is checked and the log is cut
    /// at the first bad one. With the zero `topic_id`, `partition.metadata` is neither checked nor written.
    pub fn open(
        folder: impl Into<Folder>,
        topic_id: Uuid,
        config: LogConfig,
        start: RecoveryStart,
        now_ms: i64,
    ) -> Result<Self, StorageError> {
        let folder = Arc::new(folder.into());
        let Some(loaded) = recovery::load(&folder, topic_id, &config, start, now_ms)? else {
            return Ok(Self::absent(folder, topic_id, config, start.log_start_offset.max(0)));
        };
        Ok(Self {
            segments: loaded.segments,
            epochs: loaded.epochs,
            log_start_offset: loaded.log_start_offset,
            log_end_offset: loaded.log_end_offset,
            recovery_point: loaded.recovery_point,
            metadata: loaded.metadata,
            report: loaded.report.is_worth_telling().then(|| Box::new(loaded.report)),
            ..Self::absent(folder, topic_id, config, 0)
        })
    }

    fn absent(folder: Arc<Folder>, topic_id: Uuid, config: LogConfig, log_start_offset: i64) -> Self {
        Self {
            folder,
            topic_id,
            config,
            segments: Vec::new(),
            epochs: LeaderEpochs::default(),
            log_start_offset,
            log_end_offset: log_start_offset,
            recovery_point: log_start_offset,
            journalled_offset: 0,
            metadata: Metadata::Absent,
            truncation_count: 0,
            recent_reads: Cell::default(),
            passed_over: RefCell::default(),
            report: None,
        }
    }

    /// What `open` repaired; the first call takes it.
    pub fn take_recovery_report(&mut self) -> Option<RecoveryReport> {
        self.report.take().map(|report| *report)
    }

    /// Appends one batch whose offsets and leader epoch are final. On an error the log is as before.
    ///
    /// The time index needs no offset inside the batch: Kafka's entries name the batch's last offset.
    pub fn append(&mut self, batch: &[u8], header: &BatchHeader, now_ms: i64) -> Result<Appended, StorageError> {
        self.check_order(batch, header)?;
        self.assign_epoch_at(header.partition_leader_epoch, header.base_offset)?;
        let rolled = self.make_room(header, now_ms)?;
        let Some(segment) = self.segments.last_mut() else {
            return Err(self.out_of_order(header));
        };
        let position = segment.append(batch, header, &self.config)?;
        let segment_base_offset = segment.base_offset;
        self.log_end_offset = header.last_offset() + 1;
        let position = LogPosition { offset: header.base_offset, segment_base_offset, position };
        Ok(Appended { position, rolled })
    }

    fn check_order(&self, batch: &[u8], header: &BatchHeader) -> Result<(), StorageError> {
        // The offset after the last one must be one, too.
        let last_offsets = header.base_offset..i64::MAX;
        let grows = header.base_offset >= self.log_end_offset && last_offsets.contains(&header.last_offset());
        if grows && batch.len() == header.size_bytes() { Ok(()) } else { Err(self.out_of_order(header)) }
    }

    fn out_of_order(&self, header: &BatchHeader) -> StorageError {
        StorageError::OffsetOrder {
            folder: self.folder.to_path_buf(),
            base_offset: header.base_offset,
            last_offset: header.last_offset(),
            log_end_offset: self.log_end_offset,
        }
    }

    /// Makes sure that the last segment can take the batch; whether that is a new one.
    fn make_room(&mut self, header: &BatchHeader, now_ms: i64) -> Result<bool, StorageError> {
        let rolls = match self.segments.last_mut() {
            Some(active) => active.must_roll(header, &self.config, now_ms)?,
            None => {
                return self.start_segment(header.base_offset, now_ms).map(|()| false);
            }
        };
        if rolls {
            self.start_segment(header.base_offset, now_ms)?;
        }
        Ok(rolls)
    }

    /// Starts a new segment at the log end, unless the active one is empty.
    pub fn roll(&mut self, now_ms: i64) -> Result<(), StorageError> {
        match self.segments.last() {
            Some(active) if active.size_bytes > 0 => self.start_segment(self.log_end_offset, now_ms),
            _ => Ok(()),
        }
    }

    fn start_segment(&mut self, base_offset: i64, now_ms: i64) -> Result<(), StorageError> {
        self.create_folder()?;
        if let Some(active) = self.segments.last_mut() {
            if active.size_bytes > 0 {
                active.complete(&self.config)?;
            } else {
                // Too far away for the new offsets; nothing is in it.
                active.remove_files()?;
                self.segments.pop();
            }
        }
        let segment = Segment::create(&self.folder, base_offset, &self.config, now_ms)?;
        if self.segments.is_empty() {
            // Most logs have one.
            self.segments.reserve_exact(1);
        }
        self.segments.push(segment);
        self.metadata.changed();
        Ok(())
    }

    fn create_folder(&mut self) -> Result<(), StorageError> {
        if self.metadata != Metadata::Absent {
            return Ok(());
        }
        match self.folder.disk().create_folder(&self.folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(failed("creating the folder", &self.folder)(error));
            }
            _ => {}
        }
        if self.topic_id != Uuid::ZERO {
            partition_metadata::check(&self.folder, self.topic_id)?;
        }
        self.epochs.write(&self.folder)?;
        self.metadata.changed();
        Ok(())
    }

    pub fn log_start_offset(&self) -> i64 {
        self.log_start_offset
    }

    /// The offset that the next record gets.
    pub fn log_end_offset(&self) -> i64 {
        self.log_end_offset
    }

    pub fn end_position(&self) -> LogPosition {
        let (segment_base_offset, position) =
            self.segments.last().map_or((self.log_end_offset, 0), |active| (active.base_offset, active.size_bytes));
        LogPosition { offset: self.log_end_offset, segment_base_offset, position }
    }

    /// Notes that `epoch` begins at the log end; does nothing when it is not newer than the latest.
    pub fn assign_leader_epoch(&mut self, epoch: i32) -> Result<(), StorageError> {
        self.assign_epoch_at(epoch, self.log_end_offset)
    }

    fn assign_epoch_at(&mut self, epoch: i32, start_offset: i64) -> Result<(), StorageError> {
        if self.epochs.assign(epoch, start_offset) {
            self.write_epochs()?;
        }
        Ok(())
    }

    /// Before there is a folder the epochs wait in memory for it.
    fn write_epochs(&mut self) -> Result<(), StorageError> {
        if self.metadata != Metadata::Absent {
            self.epochs.write(&self.folder)?;
            self.metadata.changed();
        }
        Ok(())
    }

    pub fn latest_epoch(&self) -> Option<i32> {
        self.epochs.latest().map(|latest| latest.epoch)
    }

    /// The epoch that `offset` was written in, if known.
    pub fn epoch_of_offset(&self, offset: i64) -> Option<i32> {
        self.epochs.epoch_of(offset)
    }

    pub fn epoch_entries(&self) -> &[EpochEntry] {
        self.epochs.entries()
    }

    /// Kafka's OffsetsForLeaderEpoch: (largest epoch not above `epoch`, its end offset), or (-1, -1).
    pub fn end_offset_for_epoch(&self, epoch: i32) -> (i32, i64) {
        self.epochs.end_offset_of(epoch, self.log_end_offset)
    }

    /// Removes everything from `offset` on; the log may end a little earlier when `offset` is inside a batch. Only for a log
    /// that no journal holds anything of: that would be put back.
    pub fn truncate_to(&mut self, offset: i64) -> Result<(), StorageError> {
        let offset = offset.max(0);
        if offset >= self.log_end_offset {
            return Ok(());
        }
        self.truncation_count = self.truncation_count.wrapping_add(1);
        self.recent_reads.take();
        self.log_end_offset = self.cut_segments(offset)?;
        self.recovery_point = self.recovery_point.min(self.log_end_offset);
        self.journalled_offset = self.journalled_offset.min(self.log_end_offset);
        self.log_start_offset = self.log_start_offset.min(self.log_end_offset);
        if self.epochs.truncate_from_end(self.log_end_offset) { self.write_epochs() } else { Ok(()) }
    }

    /// Removes batches that reach `offset`; where the log ends now.
    fn cut_segments(&mut self, offset: i64) -> Result<i64, StorageError> {
        let created_ms = self.segments.first().map_or(0, |first| first.created_ms);
        let kept = self.segments.partition_point(|segment| segment.base_offset < offset);
        self.remove_segments_from(kept)?;
        let Some(active) = self.segments.last_mut() else {
            // An empty segment remembers the offset.
            self.start_segment(offset, created_ms)?;
            return Ok(offset);
        };
        match active.find(offset)? {
            Some((header, position)) => {
                let end_offset = offset.min(header.base_offset);
                active.truncate(position, end_offset)?;
                Ok(end_offset)
            }
            None => active.load_end().map(|_| offset),
        }
    }

    /// Last first: a crash in between leaves a log without a hole. For good: what a later power loss brought back would
    /// stand behind batches that were written meanwhile.
    fn remove_segments_from(&mut self, index: usize) -> Result<(), StorageError> {
        let count = self.segments.len();
        while self.segments.len() > index {
            if let Some(segment) = self.segments.last_mut() {
                segment.remove_files()?;
            }
            self.segments.pop();
            self.metadata.changed();
        }
        if count > index { atomic_file::sync_folder(self.folder.disk(), &self.folder) } else { Ok(()) }
    }

    /// Moves the log start forwards, at most to the log end; what is before it is no longer read.
    pub fn set_log_start_offset(&mut self, offset: i64) -> Result<(), StorageError> {
        let offset = offset.min(self.log_end_offset);
        if offset <= self.log_start_offset {
            return Ok(());
        }
        self.log_start_offset = offset;
        // What is before it needs no recovery.
        self.recovery_point = self.recovery_point.max(offset);
        if self.epochs.truncate_from_start(offset) { self.write_epochs() } else { Ok(()) }
    }

    /// Renames the folder to `topic-partition.ID-delete`, then removes it. A crash in between leaves a folder that opening
    /// the log directory removes, or one of a topic that is gone.
    pub fn delete(mut self) -> Result<(), StorageError> {
        self.segments.clear();
        // Also where nothing was ever written: the first append may have failed behind the making of the folder.
        deletion::delete_folder(&self.folder)
    }

    /// Bytes of batches in all segments.
    pub fn size_bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.size_bytes).sum()
    }

    pub fn segment_base_offsets(&self) -> impl Iterator<Item = i64> + '_ {
        self.segments.iter().map(|segment| segment.base_offset)
    }

    /// Settings for what is appended from now on.
    pub fn configure(&mut self, config: LogConfig) {
        self.config = config;
    }

    pub fn config(&self) -> &LogConfig {
        &self.config
    }

    /// Closes the files until they are used again.
    pub fn release_files(&mut self) {
        self.segments.iter_mut().for_each(Segment::release_files);
    }

    /// Whether the names of all its files, its epochs and its topic id are on the disk.
    pub(crate) fn has_flushed_metadata(&self) -> bool {
        self.has_folder() && !self.metadata.is_unsynced()
    }

    /// False until the first append.
    pub fn has_folder(&self) -> bool {
        self.metadata != Metadata::Absent
    }

    pub fn folder(&self) -> &Folder {
        &self.folder
    }
}
