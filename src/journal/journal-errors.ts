// What a journal's submitters are told when it cannot serve them: Kafka's codes, retriable where trying again helps.
import { ErrorCode } from '../wire/error-code.ts';

export interface JournalErrors {
  /** The partition is being read. */
  loading: number;
  /** The broker goes down, or the partition cannot be read. */
  unavailable: number;
  /** An append failed with this code; what it carried is not in the log. */
  append(code: number): number;
}

/** As Kafka's CoordinatorOperationExceptionHelper maps them. */
export const coordinatorErrors: JournalErrors = {
  loading: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  unavailable: ErrorCode.COORDINATOR_NOT_AVAILABLE,
  append(code) {
    switch (code) {
      case ErrorCode.MESSAGE_TOO_LARGE:
      case ErrorCode.RECORD_LIST_TOO_LARGE:
      case ErrorCode.INVALID_FETCH_SIZE:
        return ErrorCode.UNKNOWN_SERVER_ERROR;
      case ErrorCode.NOT_LEADER_OR_FOLLOWER:
      case ErrorCode.KAFKA_STORAGE_ERROR:
        return ErrorCode.NOT_COORDINATOR;
      default:
        return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
  },
};

/** For the metadata log: a controller that cannot write is none. */
export const controllerErrors: JournalErrors = {
  loading: ErrorCode.NOT_CONTROLLER,
  unavailable: ErrorCode.NOT_CONTROLLER,
  append: (code) => (code === ErrorCode.RECORD_LIST_TOO_LARGE ? ErrorCode.POLICY_VIOLATION : ErrorCode.NOT_CONTROLLER),
};
