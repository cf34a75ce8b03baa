// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package protocol

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// ValidateStateStoreConfig implements [tfprotov6.StateStoreServer].
func (s guardedServer) ValidateStateStoreConfig(ctx context.Context, req *tfprotov6.ValidateStateStoreConfigRequest) (*tfprotov6.ValidateStateStoreConfigResponse, error) {
	return guard(ctx, s, req, s.server.ValidateStateStoreConfig, func(d []*tfprotov6.Diagnostic) *tfprotov6.ValidateStateStoreConfigResponse {
		return &tfprotov6.ValidateStateStoreConfigResponse{Diagnostics: d}
	})
}

// ConfigureStateStore implements [tfprotov6.StateStoreServer].
func (s guardedServer) ConfigureStateStore(ctx context.Context, req *tfprotov6.ConfigureStateStoreRequest) (*tfprotov6.ConfigureStateStoreResponse, error) {
	return guard(ctx, s, req, s.server.ConfigureStateStore, func(d []*tfprotov6.Diagnostic) *tfprotov6.ConfigureStateStoreResponse {
		return &tfprotov6.ConfigureStateStoreResponse{Diagnostics: d}
	})
}

// GetStates implements [tfprotov6.StateStoreServer].
func (s guardedServer) GetStates(ctx context.Context, req *tfprotov6.GetStatesRequest) (*tfprotov6.GetStatesResponse, error) {
	return guard(ctx, s, req, s.server.GetStates, func(d []*tfprotov6.Diagnostic) *tfprotov6.GetStatesResponse {
		return &tfprotov6.GetStatesResponse{Diagnostics: d}
	})
}

// DeleteState implements [tfprotov6.StateStoreServer].
func (s guardedServer) DeleteState(ctx context.Context, req *tfprotov6.DeleteStateRequest) (*tfprotov6.DeleteStateResponse, error) {
	return guard(ctx, s, req, s.server.DeleteState, func(d []*tfprotov6.Diagnostic) *tfprotov6.DeleteStateResponse {
		return &tfprotov6.DeleteStateResponse{Diagnostics: d}
	})
}

// LockState implements [tfprotov6.StateStoreServer].
func (s guardedServer) LockState(ctx context.Context, req *tfprotov6.LockStateRequest) (*tfprotov6.LockStateResponse, error) {
	return guard(ctx, s, req, s.server.LockState, func(d []*tfprotov6.Diagnostic) *tfprotov6.LockStateResponse {
		return &tfprotov6.LockStateResponse{Diagnostics: d}
	})
}

// UnlockState implements [tfprotov6.StateStoreServer].
func (s guardedServer) UnlockState(ctx context.Context, req *tfprotov6.UnlockStateRequest) (*tfprotov6.UnlockStateResponse, error) {
	return guard(ctx, s, req, s.server.UnlockState, func(d []*tfprotov6.Diagnostic) *tfprotov6.UnlockStateResponse {
		return &tfprotov6.UnlockStateResponse{Diagnostics: d}
	})
}

// ReadStateBytes implements [tfprotov6.StateStoreServer].
func (s guardedServer) ReadStateBytes(ctx context.Context, req *tfprotov6.ReadStateBytesRequest) (*tfprotov6.ReadStateBytesStream, error) {
	chunks, err := guardStream(ctx, s, func(ctx context.Context) (iter.Seq[tfprotov6.ReadStateByteChunk], error) {
		stream, err := s.server.ReadStateBytes(ctx, req)
		if err != nil {
			return nil, err
		}
		return stream.Chunks, nil
	}, func(d []*tfprotov6.Diagnostic) tfprotov6.ReadStateByteChunk {
		return tfprotov6.ReadStateByteChunk{Diagnostics: d}
	})
	return &tfprotov6.ReadStateBytesStream{Chunks: chunks}, err
}

// WriteStateBytes implements [tfprotov6.StateStoreServer]. Its stream is the request, which
// is read during the call.
func (s guardedServer) WriteStateBytes(ctx context.Context, req *tfprotov6.WriteStateBytesStream) (*tfprotov6.WriteStateBytesResponse, error) {
	return guard(ctx, s, req, s.server.WriteStateBytes, func(d []*tfprotov6.Diagnostic) *tfprotov6.WriteStateBytesResponse {
		return &tfprotov6.WriteStateBytesResponse{Diagnostics: d}
	})
}
