// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

// topic is a section of the guide "Troubleshoot a failed apply", by the anchor of its
// heading. Every message links to one.
type topic string

// The guide, and the same in a clone of the provider, for readers without the registry.
const (
	guide        = "https://registry.terraform.io/providers/terraform-provider-cpn/cpn/latest/docs/guides/troubleshoot"
	guideInClone = "docs/guides/troubleshoot.md"
)

// Sections of the guide, in its order.
const (
	topicOutcomeUnknown     topic = "outcome-unknown"
	topicRejected           topic = "cpn-rejected-the-create"
	topicNotSent            topic = "no-request-reached-cpn"
	topicRateLimit          topic = "rate-limit"
	topicNotFromCPN         topic = "response-not-from-cpn"
	topicWithoutDetails     topic = "the-ticket-exists-without-details"
	topicActiveTransaction  topic = "active-transaction"
	topicAmbiguous          topic = "ambiguous-transactions"
	topicDoNotSign          topic = "do-not-sign"
	topicNotRefreshed       topic = "transaction-not-refreshed"
	topicReadFailed         topic = "read-failed"
	topicEarlier            topic = "earlier-ticket-or-transaction"
	topicDuplicate          topic = "duplicate-id"
	topicAPIKey             topic = "api-key"
	topicInvalidValue       topic = "invalid-value"
	topicImportID           topic = "import-id"
	topicUnknownBlock       topic = "provider-block-not-known-yet"
	topicBug                topic = "provider-bug"
	topicRemoval            topic = "destroy-and-removal"
	topicReplacement        topic = "replacement"
	topicResponseDiffers    topic = "response-differs-from-the-request"
	topicRepeatedKey        topic = "api-key-in-a-response"
	topicNotSubmitted       topic = "transaction-not-submitted"
	topicSubmissionRejected topic = "cpn-rejected-the-signed-transaction"
	topicSubmissionUnknown  topic = "submission-unknown"
	topicSubmittedBefore    topic = "submitted-before"
	topicWaitEnded          topic = "wait-ended"
	topicTransactionFailed  topic = "transaction-failed"
	topicManagedTwice       topic = "resource-managed-twice"
	topicIDRemoved          topic = "removed-id"
	topicSubmits            topic = "plan-that-submits"
)
