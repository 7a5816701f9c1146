Inför {{ day_short }}: {{ count }} att ordna{{ tail }}
