//! What a Produce request is answered: each partition's outcome.

use partition::AppendError;
use wire::generated::produce::{
    BatchIndexAndErrorMessage, PartitionProduceResponse, ProduceResponse, TopicProduceResponse,
};

use super::request::{Outcome, ParsedRequest, PartitionAppend};

pub fn response(request: &ParsedRequest) -> ProduceResponse<'_> {
    let topics = request.topics.iter().map(|topic| TopicProduceResponse {
        name: &topic.name,
        topic_id: topic.id,
        partition_responses: topic.partitions.iter().map(partition_response).collect(),
    });
    ProduceResponse { responses: topics.collect(), ..ProduceResponse::default() }
}

fn partition_response(partition: &PartitionAppend) -> PartitionProduceResponse<'_> {
    let index = partition.index;
    match &partition.outcome {
        Some(outcome) => outcome_response(index, outcome),
        // Every partition has its outcome by now; no client is told of a success that was not.
        None => PartitionProduceResponse { index, error_code: -1, base_offset: -1, ..Default::default() },
    }
}

fn outcome_response(index: i32, outcome: &Outcome) -> PartitionProduceResponse<'_> {
    match outcome {
        Ok(appended) => PartitionProduceResponse {
            index,
            base_offset: appended.base_offset,
            log_append_time_ms: appended.log_append_time_ms,
            log_start_offset: appended.log_start_offset,
            ..PartitionProduceResponse::default()
        },
        Err(error) => refused(index, error),
    }
}

fn refused(index: i32, error: &AppendError) -> PartitionProduceResponse<'_> {
    let record_errors = error.record_errors.iter().map(|record| BatchIndexAndErrorMessage {
        batch_index: record.batch_index,
        batch_index_error_message: Some(&record.message),
    });
    PartitionProduceResponse {
        index,
        error_code: error.error_code.0,
        base_offset: -1,
        record_errors: record_errors.collect(),
        error_message: error.message.as_deref(),
        ..PartitionProduceResponse::default()
    }
}
