create trigger journal_nodes_kept_from_update before update on journal_nodes
begin select raise(abort, 'the journal is never changed'); end;
create trigger journal_nodes_kept_from_delete before delete on journal_nodes
begin select raise(abort, 'the journal is never changed'); end;
create trigger checkpoints_kept_from_update before update on checkpoints
begin select raise(abort, 'a checkpoint is never changed'); end;
create trigger checkpoints_kept_from_delete before delete on checkpoints
begin select raise(abort, 'a checkpoint is never removed'); end;
