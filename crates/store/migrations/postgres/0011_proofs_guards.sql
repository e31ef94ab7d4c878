create trigger journal_nodes_kept before update or delete on journal_nodes
    for each row execute function refuse_change();
create trigger checkpoints_kept before update or delete on checkpoints
    for each row execute function refuse_change();
