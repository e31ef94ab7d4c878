create trigger journal_kept_from_update before update on journal
begin select raise(abort, 'the journal is never changed'); end;
create trigger journal_kept_from_delete before delete on journal
begin select raise(abort, 'the journal is never changed'); end;
