//! What becomes of one batch: which of its records stay, and whether it stays without any. Pure.
//!
//! | batch | its records |
//! |---|---|
//! | aborted | go |
//! | marker whose transaction has batches left | stays |
//! | marker without | stays until its delete horizon, which the first cleaning that finds it so sets |
//! | data | stay: last of their key, or beyond the offset map; tombstones only until the delete horizon |
//!
//! A batch without records stays where something hangs on it: the last sequence number of a producer that is still
//! known, or the last offset before what is not cleaned. Source: Kafka's Cleaner.cleanInto, shouldRetainRecord.

use super::OffsetMap;
use super::transactions::{Marker, PassedTransactions};
use crate::transaction_index::AbortedTransaction;
use std::collections::HashMap;
use wire::record::Record;
use wire::record_batch::{BatchHeader, Chosen, choose_records};

/// The last record of a producer that the broker still knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastRecord {
    /// Of its last data batch; `None`: only markers are known.
    pub last_data_offset: Option<i64>,
    pub producer_epoch: i16,
}

/// By producer id.
pub type LastRecords = HashMap<i64, LastRecord>;

/// What a fate depends on, besides the batch.
pub(super) struct FateRules<'a> {
    pub map: &'a OffsetMap,
    pub last_records: &'a LastRecords,
    pub first_uncleanable_offset: i64,
    pub now_ms: i64,
    pub delete_retention_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Goes,
    StaysWhole,
    /// With the chosen records, and this new delete horizon.
    StaysInPart {
        delete_horizon_ms: Option<i64>,
    },
    StaysEmpty,
}

/// What a batch leaves beside itself.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// An aborted transaction whose marker stays.
    pub aborted: Option<AbortedTransaction>,
    pub records_without_key: u64,
}

impl FateRules<'_> {
    /// Decides, `chosen` being the records that stay; why the batch cannot be read, if so.
    pub(super) fn decide(
        &self,
        header: &BatchHeader,
        batch: &[u8],
        transactions: &mut PassedTransactions,
        chosen: &mut Chosen,
    ) -> Result<(Fate, Findings), String> {
        let mut findings = Findings::default();
        let (goes, is_idle_marker) = if header.is_control() {
            match transactions.pass_control(header, batch) {
                Marker::Idle => (header.delete_horizon_ms().is_some_and(|horizon| horizon <= self.now_ms), true),
                Marker::Needed(aborted) => {
                    findings.aborted = aborted;
                    (false, false)
                }
            }
        } else {
            (transactions.pass_data(header), false)
        };
        let keeps_empty = self.is_last_of_producer(header) || header.last_offset() + 1 == self.first_uncleanable_offset;
        if goes && !keeps_empty {
            return Ok((Fate::Goes, findings));
        }
        let keep = |record: &Record<'_>| !goes && (header.is_control() || self.keeps(header, record, &mut findings));
        choose_records(batch, header, chosen, keep).map_err(|error| error.to_string())?;
        Ok((self.fate_with(header, chosen, is_idle_marker, keeps_empty), findings))
    }

    fn fate_with(&self, header: &BatchHeader, chosen: &Chosen, is_idle_marker: bool, keeps_empty: bool) -> Fate {
        if chosen.is_nothing() {
            return if keeps_empty { Fate::StaysEmpty } else { Fate::Goes };
        }
        let sets_horizon = (chosen.has_tombstone || is_idle_marker) && header.delete_horizon_ms().is_none();
        if chosen.is_everything() && !sets_horizon {
            return Fate::StaysWhole;
        }
        let delete_horizon_ms = sets_horizon.then(|| self.now_ms.saturating_add(self.delete_retention_ms));
        Fate::StaysInPart { delete_horizon_ms }
    }

    fn keeps(&self, header: &BatchHeader, record: &Record<'_>, findings: &mut Findings) -> bool {
        let offset = header.base_offset + i64::from(record.offset_delta);
        if offset > self.map.latest_offset {
            return true;
        }
        let Some(key) = record.key else {
            findings.records_without_key += 1;
            return false;
        };
        let keeps_tombstones = header.delete_horizon_ms().is_none_or(|horizon| self.now_ms < horizon);
        (record.value.is_some() || keeps_tombstones) && self.map.get(key).is_none_or(|latest| offset >= latest)
    }

    fn is_last_of_producer(&self, header: &BatchHeader) -> bool {
        if !header.has_producer_id() {
            return false;
        }
        self.last_records.get(&header.producer_id).is_some_and(|last| match last.last_data_offset {
            Some(offset) => header.last_offset() == offset,
            None => header.is_control() && header.producer_epoch == last.producer_epoch,
        })
    }
}
